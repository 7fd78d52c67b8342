package io.weir.coordination.transaction;

import io.weir.coordination.runtime.SimulatedTime;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.types.ErrorCode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Partitions in memory, with the rules a log has for transactional batches and markers. They survive every crash. */
final class FakePartitions implements MarkerWriter {

    /** One partition; a record is the name of the transaction it was written in. */
    static final class Log {
        private final Map<Long, Short> epochs = new HashMap<>();
        private final Map<Long, Set<String>> open = new HashMap<>();
        private final Map<Long, Integer> coordinatorEpochs = new HashMap<>();
        private final Map<Long, Object> proofs = new HashMap<>();
        private final Set<String> committed = new HashSet<>();
        private final Set<String> aborted = new HashSet<>();

        boolean isOpen(TransactionalProducer producer) {
            return open.containsKey(producer.id())
                    && epochs.getOrDefault(producer.id(), (short) -1) == producer.epoch();
        }

        Object beginProof(TransactionalProducer producer) {
            return proofs.computeIfAbsent(producer.id(), _ -> new Object());
        }

        /** True when the record was taken. */
        boolean append(TransactionalProducer producer, Object proof, String transaction) {
            if (epochs.getOrDefault(producer.id(), (short) -1) > producer.epoch()
                    || (!isOpen(producer) && !proof.equals(proofs.get(producer.id())))) {
                return false;
            }
            proofs.remove(producer.id());
            epochs.put(producer.id(), producer.epoch());
            open.computeIfAbsent(producer.id(), _ -> new HashSet<>()).add(transaction);
            return true;
        }

        Set<String> committed() {
            return committed;
        }

        Set<String> aborted() {
            return aborted;
        }

        boolean hasOpen() {
            return !open.isEmpty();
        }

        private ErrorCode end(TransactionMarkers markers) {
            TransactionalProducer producer = markers.end().producer();
            if (epochs.getOrDefault(producer.id(), (short) -1) > producer.epoch()) {
                return ErrorCode.INVALID_PRODUCER_EPOCH;
            }
            int coordinatorEpoch = markers.end().marker().coordinatorEpoch();
            if (coordinatorEpoch < coordinatorEpochs.getOrDefault(producer.id(), -1)) {
                return ErrorCode.TRANSACTION_COORDINATOR_FENCED;
            }
            coordinatorEpochs.put(producer.id(), coordinatorEpoch);
            epochs.put(producer.id(), producer.epoch());
            proofs.remove(producer.id());
            Set<String> ended = open.remove(producer.id());
            if (ended != null) {
                (markers.end().marker().isCommit() ? committed : aborted).addAll(ended);
            }
            return ErrorCode.NONE;
        }
    }

    private final SimulatedTime time;
    private final Map<TopicPartition, Log> logs =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    private Supplier<ErrorCode> failures = () -> ErrorCode.NONE;
    private LongSupplier delaysMs = () -> 0;
    private int markersWritten;

    FakePartitions(SimulatedTime time) {
        this.time = time;
    }

    /** What keeps a marker from being written; NONE lets it be. */
    void failures(Supplier<ErrorCode> next) {
        failures = next;
    }

    void delaysMs(LongSupplier next) {
        delaysMs = next;
    }

    int markersWritten() {
        return markersWritten;
    }

    Log at(TopicPartition partition) {
        return logs.computeIfAbsent(partition, _ -> new Log());
    }

    Iterable<Map.Entry<TopicPartition, Log>> all() {
        return logs.entrySet();
    }

    @Override
    public CompletableFuture<Map<TopicPartition, ErrorCode>> write(TransactionMarkers markers) {
        Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
        for (TopicPartition partition : markers.partitions()) {
            ErrorCode failure = failures.get();
            if (!failure.isError()) {
                markersWritten++;
                failure = at(partition).end(markers);
            }
            outcomes.put(partition, failure);
        }
        CompletableFuture<Map<TopicPartition, ErrorCode>> written = new CompletableFuture<>();
        time.wakeUpIn(delaysMs.getAsLong(), () -> written.complete(outcomes));
        return written;
    }
}

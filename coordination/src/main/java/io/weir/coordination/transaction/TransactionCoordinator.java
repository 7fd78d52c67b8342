package io.weir.coordination.transaction;

import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.coordination.runtime.CoordinatorRuntime;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.runtime.KeyedShards;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.protocol.messages.DescribeTransactionsResponse;
import io.weir.protocol.messages.ListTransactionsRequest;
import io.weir.protocol.messages.ListTransactionsResponse;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction coordinator of one broker, for the transactional ids whose partition of __transaction_state this
 * broker leads.
 *
 * <p>Refusals are error codes in the answers; the futures never fail. They are completed by the coordinator's loops, so
 * what continues them must not block. Who may do what is the caller's to check. Safe for use by any thread.
 */
public final class TransactionCoordinator implements AutoCloseable {

    /** The internal topic all of this is kept in. */
    public static final String TRANSACTION_TOPIC = "__transaction_state";

    /** As long as requests to other nodes may take by default (request.timeout.ms), as in Kafka. */
    private static final int WRITE_TIMEOUT_MS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(TransactionCoordinator.class);

    /**
     * What the coordinator needs of its broker.
     *
     * @param topicPartitions how many partitions __transaction_state has; 0 while there is none
     * @param version the transaction version of the cluster: 2 with an epoch for each transaction (KIP-890), less before
     * @param producerIds ids for producers
     * @param markers writes the outcome of transactions into their partitions
     */
    public record Ports(
            IntSupplier topicPartitions, IntSupplier version, ProducerIdSource producerIds, MarkerWriter markers) {}

    private final CoordinatorRuntime<TransactionMachine, TransactionTimer> runtime;
    private final KeyedShards<TransactionMachine, TransactionTimer> shards;
    private final MarkerWriter markers;
    private final int maxTimeoutMs;

    /**
     * A coordinator that leads nothing yet.
     *
     * @param threads runs the coordinator's loops, one task at a time per partition; virtual threads will do
     */
    public TransactionCoordinator(TransactionConfig config, Ports ports, CoordinatorTime time, Executor threads) {
        markers = ports.markers();
        maxTimeoutMs = config.maxTimeoutMs();
        runtime = new CoordinatorRuntime<>(
                TRANSACTION_TOPIC,
                leaderEpoch -> new TransactionMachine(
                        config,
                        ports.version(),
                        ports.producerIds(),
                        (decided, left) -> send(leaderEpoch, decided, left)),
                time,
                threads,
                WRITE_TIMEOUT_MS);
        shards = new KeyedShards<>(runtime, () -> {
            int actual = ports.topicPartitions().getAsInt();
            return actual > 0 ? actual : config.topicPartitions();
        });
    }

    /** The partition of __transaction_state that keeps this transactional id; the same as in Kafka. */
    public int partitionFor(String transactionalId) {
        return shards.partitionFor(transactionalId);
    }

    /** This broker leads a partition of __transaction_state: its transactions are loaded in the background. */
    public void onElected(int partition, int leaderEpoch, CoordinatorLog log) {
        runtime.elected(partition, leaderEpoch, log);
    }

    /** This broker stopped leading a partition as of this epoch: whoever waits is sent elsewhere. */
    public void onResigned(int partition, int leaderEpoch) {
        runtime.resigned(partition, leaderEpoch);
    }

    /** Answered when the producer's new identity is committed to the log. */
    public CompletableFuture<ProducerAnswer> initProducerId(InitProducerId request) {
        if (request.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(ProducerAnswer.refused(ErrorCode.INVALID_REQUEST));
        }
        if (request.timeoutMs() <= 0 || request.timeoutMs() > maxTimeoutMs) {
            return CompletableFuture.completedFuture(ProducerAnswer.refused(ErrorCode.INVALID_TRANSACTION_TIMEOUT));
        }
        return shards.askNow(
                request.transactionalId(), (machine, step) -> machine.init(request, step), ProducerAnswer::refused);
    }

    /** Answered when the partitions are part of the transaction. */
    public CompletableFuture<ErrorCode> addPartitions(Addition addition) {
        if (addition.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(ErrorCode.INVALID_REQUEST);
        }
        return shards.askNow(
                addition.transactionalId(), (machine, step) -> machine.add(addition, step), error -> error);
    }

    /** As {@link #addPartitions}; waits a little where the transaction before is still being ended. */
    public CompletableFuture<ErrorCode> addPartitionsWhenComplete(Addition addition) {
        if (addition.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(ErrorCode.INVALID_REQUEST);
        }
        return shards.ask(
                addition.transactionalId(),
                (machine, waiting, step) -> machine.addWhenComplete(addition, waiting, step),
                error -> error);
    }

    /** For each partition: NONE when it is part of the transaction, TRANSACTION_ABORTABLE when it is not. */
    public CompletableFuture<Map<TopicPartition, ErrorCode>> verifyPartitions(Addition addition) {
        if (addition.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(PartitionAdditions.all(addition, ErrorCode.INVALID_REQUEST));
        }
        return shards.askNow(
                addition.transactionalId(),
                (machine, step) -> machine.verify(addition),
                error -> PartitionAdditions.all(addition, error));
    }

    /** Answered when the outcome is committed to the log; from then on it is final. */
    public CompletableFuture<ProducerAnswer> endTransaction(EndTransaction request) {
        if (request.transactionalId().isEmpty()) {
            return CompletableFuture.completedFuture(ProducerAnswer.refused(ErrorCode.INVALID_REQUEST));
        }
        return shards.askNow(
                request.transactionalId(), (machine, step) -> machine.end(request, step), ProducerAnswer::refused);
    }

    public CompletableFuture<DescribeTransactionsResponse.TransactionState> describe(String transactionalId) {
        if (transactionalId.isEmpty()) {
            return CompletableFuture.completedFuture(
                    TransactionQueries.failed(transactionalId, ErrorCode.INVALID_REQUEST));
        }
        return shards.askNow(
                transactionalId,
                (machine, step) -> machine.describe(transactionalId),
                error -> TransactionQueries.failed(transactionalId, error));
    }

    /** The transactions of all partitions led here. */
    public CompletableFuture<ListTransactionsResponse> list(ListTransactionsRequest request) {
        record Part(ErrorCode error, List<ListTransactionsResponse.TransactionState> found) {}
        if (!TransactionQueries.isPatternValid(request)) {
            return CompletableFuture.completedFuture(ListTransactionsResponse.builder()
                    .errorCode(ErrorCode.INVALID_REGULAR_EXPRESSION.code())
                    .build());
        }
        return KeyedShards.all(shards.askAll(
                        (machine, step) -> new Part(ErrorCode.NONE, machine.list(request, step)),
                        error -> new Part(error, List.of())))
                .thenApply(parts -> {
                    List<ListTransactionsResponse.TransactionState> all = new ArrayList<>();
                    for (Part part : parts) {
                        if (part.error().isError() && part.error() != ErrorCode.NOT_COORDINATOR) {
                            return ListTransactionsResponse.builder()
                                    .errorCode(part.error().code())
                                    .build();
                        }
                        all.addAll(part.found());
                    }
                    return ListTransactionsResponse.builder()
                            .unknownStateFilters(request.stateFilters().stream()
                                    .filter(name ->
                                            TransactionStatus.named(name).isEmpty())
                                    .toList())
                            .transactionStates(all)
                            .build();
                });
    }

    /** What is open in all partitions led here. */
    public CompletableFuture<OpenTransactions> open() {
        return KeyedShards.all(shards.askAll((machine, step) -> machine.open(), _ -> OpenTransactions.NONE))
                .thenApply(all -> all.stream().reduce(OpenTransactions.NONE, OpenTransactions::and));
    }

    /** Unloads everything; whoever waits is told to look elsewhere. */
    @Override
    public void close() {
        runtime.close();
    }

    private void send(int coordinatorEpoch, Transaction decided, Set<TopicPartition> partitions) {
        int shard = partitionFor(decided.id());
        EndTxnMarker marker = new EndTxnMarker(decided.is(TransactionStatus.PREPARE_COMMIT), coordinatorEpoch);
        TransactionEnd end = new TransactionEnd(decided.producer().current(), marker, decided.clientVersion());
        var _ = write(new TransactionMarkers(end, partitions))
                .thenCompose(outcomes -> runtime.<Boolean>ask(
                        shard,
                        (machine, waiting, step) -> step.answer(
                                waiting,
                                machine.markersWritten(
                                        decided.id(), decided.producer().current(), outcomes, step))))
                .exceptionally(failure -> {
                    // The shard is gone or loads again; whoever loads it finds the transaction and goes on.
                    LOG.debug("Nobody is told of the markers of {}", decided.id(), failure);
                    return false;
                });
    }

    private CompletableFuture<Map<TopicPartition, ErrorCode>> write(TransactionMarkers all) {
        try {
            return markers.write(all);
        } catch (RuntimeException e) {
            LOG.error("Cannot write transaction markers {}; trying again", all, e);
            return CompletableFuture.completedFuture(Map.of());
        }
    }
}

package io.weir.simulation.transaction;

import io.weir.coordination.group.FakeStates;
import io.weir.coordination.group.GroupConfig;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.group.RequestContext;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.coordination.runtime.SimulatedTime;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionConfig;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.TestLogs;
import io.weir.log.error.LogException;
import io.weir.log.producer.TransactionProof;
import io.weir.log.producer.TransactionStart;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.simulation.history.Place;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A broker from its start to its end: its logs and both coordinators, without sockets. */
final class BrokerLife {

    private static final int FETCH_VERSION = 9;
    private static final int NEW = 2;

    /** What outlives it, and how it is to be. */
    record Setting(
            SimulatedTime time, LogEnvironment environment, Supplier<Long> producerIds, int version, boolean lies) {}

    private final Setting setting;
    private final Map<Place, SimulatedPartition> partitions = new HashMap<>();
    private final GroupCoordinator groups;
    private final TransactionCoordinator transactions;

    BrokerLife(Setting setting, int leaderEpoch) throws LogStoreException {
        this.setting = setting;
        LogStore store = LogStore.open(new StoreConfig(List.of(Path.of("/data")), "cluster", 1), setting.environment());
        Topics.all().forEach(place -> partitions.put(place, open(store, place, leaderEpoch, setting.lies())));
        SimulatedPartition offsets = open(store, new Place(GroupCoordinator.OFFSETS_TOPIC, 0), leaderEpoch, false);
        SimulatedPartition states =
                open(store, new Place(TransactionCoordinator.TRANSACTION_TOPIC, 0), leaderEpoch, false);
        SimulatedTime time = setting.time();
        GroupConfig defaults = GroupConfig.defaults();
        groups = new GroupCoordinator(
                defaults.withOffsets(new GroupConfig.Offsets(1, 4096, Long.MAX_VALUE / 2, 600_000, 5_000)),
                new Topics(),
                new FakeStates(),
                time,
                time);
        MarkerWriter markers = this::writeMarkers;
        transactions = new TransactionCoordinator(
                TransactionConfig.defaults().withTopicPartitions(1),
                new TransactionCoordinator.Ports(
                        () -> 1,
                        setting::version,
                        () -> OptionalLong.of(setting.producerIds().get()),
                        markers),
                time,
                time);
        groups.onElected(0, leaderEpoch, offsets);
        transactions.onElected(0, leaderEpoch, states);
    }

    void close() {
        transactions.close();
        groups.close();
    }

    TransactionCoordinator transactions() {
        return transactions;
    }

    SimulatedPartition at(Place place) {
        SimulatedPartition partition = partitions.get(place);
        if (partition == null) {
            throw new IllegalArgumentException("no " + place);
        }
        return partition;
    }

    /** As a produce request with one batch: a new client adds the partition by it, an old one has. */
    CompletableFuture<Produced> produce(String transactionalId, Place place, ByteBuffer bytes) {
        SimulatedPartition partition = at(place);
        RecordBatch batch = RecordBatch.at(bytes, 0);
        if (!batch.isTransactional()) {
            return partition.produce(bytes, TransactionProof.NOT_NEEDED);
        }
        TransactionProof proof;
        try {
            proof = partition.log().beginTransactionProof(TransactionStart.of(batch, setting.version() >= 2));
        } catch (LogException e) {
            return CompletableFuture.completedFuture(Produced.refused(e.errorCode()));
        }
        if (proof == TransactionProof.NOT_NEEDED) {
            return partition.produce(bytes, TransactionProof.NONE);
        }
        TransactionalProducer producer = new TransactionalProducer(batch.producerId(), batch.producerEpoch());
        return admit(transactionalId, producer, new TopicPartition(place.topic(), place.partition()))
                .thenCompose(error -> error.isError()
                        ? CompletableFuture.completedFuture(Produced.refused(error))
                        : partition.produce(bytes, proof));
    }

    /** As TxnOffsetCommit. */
    CompletableFuture<TxnOffsetCommitResponse> commitOffsets(TxnOffsetCommitRequest request) {
        TransactionalProducer producer = new TransactionalProducer(request.producerId(), request.producerEpoch());
        TopicPartition place = new TopicPartition(GroupCoordinator.OFFSETS_TOPIC, 0);
        return groups.beginTransactionProof(request.groupId(), producer).thenCompose(proof -> {
            if (proof.error().isError()) {
                return CompletableFuture.completedFuture(Offsets.refused(request, proof.error()));
            }
            if (proof.isAlreadyOpen()) {
                return groups.txnOffsetCommit(request, proof);
            }
            return admit(request.transactionalId(), producer, place)
                    .thenCompose(error -> error.isError()
                            ? CompletableFuture.completedFuture(Offsets.refused(request, error))
                            : groups.txnOffsetCommit(request, proof));
        });
    }

    CompletableFuture<OffsetFetchResponse> fetchOffsets(OffsetFetchRequest request) {
        return groups.offsetFetch(new RequestContext("client", "/127.0.0.1", "ANONYMOUS", FETCH_VERSION), request);
    }

    private CompletableFuture<ErrorCode> admit(String id, TransactionalProducer producer, TopicPartition place) {
        Addition addition = new Addition(id, producer, Set.of(place), setting.version());
        return setting.version() == NEW
                ? transactions.addPartitionsWhenComplete(addition)
                : transactions
                        .verifyPartitions(addition)
                        .thenApply(outcome -> outcome.getOrDefault(place, ErrorCode.UNKNOWN_SERVER_ERROR));
    }

    private CompletableFuture<Map<TopicPartition, ErrorCode>> writeMarkers(TransactionMarkers markers) {
        Map<TopicPartition, CompletableFuture<ErrorCode>> written = new HashMap<>();
        markers.partitions().forEach(place -> written.put(place, writeMarker(place, markers.end())));
        return CompletableFuture.allOf(written.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> {
                    Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
                    written.forEach((place, outcome) -> outcomes.put(place, outcome.join()));
                    return outcomes;
                });
    }

    private CompletableFuture<ErrorCode> writeMarker(TopicPartition place, TransactionEnd end) {
        if (place.topic().equals(GroupCoordinator.OFFSETS_TOPIC)) {
            return groups.endTransaction(0, end).exceptionally(CoordinatorException::errorOf);
        }
        return at(new Place(place.topic(), place.partition()))
                .end(end.toBatch(setting.time().wallClockMs()), end.transactionVersion());
    }

    private static SimulatedPartition open(LogStore store, Place place, int leaderEpoch, boolean acksWithoutWaiting) {
        Uuid topicId = new Uuid(7, place.topic().hashCode());
        return new SimulatedPartition(
                (DurabilityListener listener) -> log(store, place, topicId, listener), leaderEpoch, acksWithoutWaiting);
    }

    private static PartitionLog log(LogStore store, Place place, Uuid topicId, DurabilityListener listener) {
        return store.log(place.toString(), topicId, TestLogs.smallSegments(4_000), listener);
    }
}

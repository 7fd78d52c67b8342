package io.weir.coordination.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.FakeLog;
import io.weir.coordination.runtime.SimulatedTime;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One coordinator that leads the only partition of the transaction topic, in simulated time. */
final class TransactionWorld {

    static final String ID = "tx";
    static final int OLD = 0;
    static final int NEW = 2;

    private final SimulatedTime time = new SimulatedTime();
    private final FakeLog log = new FakeLog(time);
    private final FakePartitions partitions = new FakePartitions(time);
    private final TransactionConfig config;
    private TransactionCoordinator coordinator;
    private int version;
    private long nextProducerId = 1000;
    private boolean isOutOfIds;
    private int leaderEpoch;

    TransactionWorld() {
        this(TransactionConfig.defaults(), 2);
    }

    TransactionWorld(TransactionConfig config, int version) {
        this.version = version;
        this.config = config.withTopicPartitions(1);
        coordinator = lead();
        time.settle();
    }

    SimulatedTime time() {
        return time;
    }

    FakeLog log() {
        return log;
    }

    FakePartitions partitions() {
        return partitions;
    }

    TransactionCoordinator coordinator() {
        return coordinator;
    }

    void outOfProducerIds(boolean isOut) {
        isOutOfIds = isOut;
    }

    /** The cluster goes over to another transaction version. */
    void version(int changed) {
        version = changed;
    }

    /** The next id will be this one. */
    void nextProducerId(long id) {
        nextProducerId = id;
    }

    /** The broker stops without a word and another one takes over with the same log. */
    void crash() {
        coordinator.close();
        coordinator = lead();
    }

    void restart() {
        crash();
        time.settle();
    }

    ProducerAnswer init() {
        return init(Optional.empty());
    }

    ProducerAnswer init(Optional<TransactionalProducer> expected) {
        return now(coordinator.initProducerId(new InitProducerId(ID, 60_000, expected)));
    }

    TransactionalProducer initialized() {
        ProducerAnswer answer = init();
        assertThat(answer.error()).isEqualTo(ErrorCode.NONE);
        return answer.producer();
    }

    ErrorCode add(TransactionalProducer producer, int version, TopicPartition... added) {
        return now(coordinator.addPartitions(new Addition(ID, producer, Set.of(added), version)));
    }

    ErrorCode verify(TransactionalProducer producer, TopicPartition partition) {
        return now(coordinator.verifyPartitions(new Addition(ID, producer, Set.of(partition), OLD)))
                .getOrDefault(partition, ErrorCode.UNKNOWN_SERVER_ERROR);
    }

    ProducerAnswer end(TransactionalProducer producer, boolean isCommit, int version) {
        return now(coordinator.endTransaction(new EndTransaction(ID, producer, isCommit, version)));
    }

    String status() {
        return now(coordinator.describe(ID)).transactionState();
    }

    /** What a future has come to by now. */
    <R> R now(CompletableFuture<R> future) {
        time.settle();
        assertThat(future).isCompleted();
        return future.join();
    }

    private TransactionCoordinator lead() {
        TransactionCoordinator next = new TransactionCoordinator(
                config, new TransactionCoordinator.Ports(() -> 1, () -> version, this::takeId, partitions), time, time);
        leaderEpoch++;
        next.onElected(0, leaderEpoch, log.lead());
        return next;
    }

    private OptionalLong takeId() {
        return isOutOfIds ? OptionalLong.empty() : OptionalLong.of(nextProducerId++);
    }
}

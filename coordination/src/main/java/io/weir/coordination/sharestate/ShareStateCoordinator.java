package io.weir.coordination.sharestate;

import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.coordination.runtime.CoordinatorRuntime;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.runtime.KeyedShards;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/**
 * Keeps the state of share groups' partitions, for those whose partition of __share_group_state this broker leads.
 *
 * <p>Refusals are in the answers; the futures never fail. They are completed by the coordinator's loops when what was
 * said is committed, so what continues them must not block. What is asked of one partition is done in the order it was
 * asked. Safe for use by any thread.
 */
public final class ShareStateCoordinator implements ShareStateKeeper, AutoCloseable {

    /** The internal topic all of this is kept in. */
    public static final String STATE_TOPIC = "__share_group_state";

    private static final String INVALID_PARTITION = "The partition id cannot be a negative number.";

    /**
     * What the coordinator needs to know of the cluster.
     *
     * @param topicPartitions how many partitions __share_group_state has; 0 while there is none
     * @param partitionCounts how many partitions a topic has; 0 where there is no such topic
     */
    public record Ports(IntSupplier topicPartitions, ToIntFunction<Uuid> partitionCounts) {}

    private final CoordinatorRuntime<ShareStateMachine, ShareStateTimer> runtime;
    private final KeyedShards<ShareStateMachine, ShareStateTimer> shards;

    /** A coordinator that leads nothing yet, and runs its loops on these threads. */
    public ShareStateCoordinator(ShareStateConfig config, Ports ports, CoordinatorTime time, Executor threads) {
        runtime = new CoordinatorRuntime<>(
                STATE_TOPIC,
                () -> new ShareStateMachine(config, ports.partitionCounts()),
                time,
                threads,
                config.writeTimeoutMs());
        shards = new KeyedShards<>(runtime, () -> {
            int actual = ports.topicPartitions().getAsInt();
            return actual > 0 ? actual : config.topicPartitions();
        });
    }

    /** The partition of __share_group_state that keeps this key; the same as in Kafka. */
    public int partitionFor(SharePartitionKey key) {
        return shards.partitionFor(key.text());
    }

    /** This broker leads a partition of __share_group_state: its states are loaded in the background. */
    public void onElected(int partition, int leaderEpoch, CoordinatorLog log) {
        runtime.elected(partition, leaderEpoch, log);
    }

    /** This broker stopped leading a partition as of this epoch: whoever waits is sent elsewhere. */
    public void onResigned(int partition, int leaderEpoch) {
        runtime.resigned(partition, leaderEpoch);
    }

    @Override
    public CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return key.partition() < 0
                ? CompletableFuture.completedFuture(ErrorCode.INVALID_REQUEST)
                : shards.askNow(
                        key.text(),
                        (machine, step) -> machine.initialize(key, stateEpoch, startOffset, step),
                        error -> error);
    }

    @Override
    public CompletableFuture<StateAnswer> read(SharePartitionKey key, int leaderEpoch) {
        return key.partition() < 0
                ? invalidPartition()
                : shards.askNow(
                        key.text(), (machine, step) -> machine.read(key, leaderEpoch, step), StateAnswer::refused);
    }

    @Override
    public CompletableFuture<StateAnswer> summary(SharePartitionKey key) {
        return key.partition() < 0
                ? invalidPartition()
                : shards.askNow(key.text(), (machine, step) -> machine.summary(key), StateAnswer::refused);
    }

    @Override
    public CompletableFuture<StateAnswer> write(SharePartitionKey key, StateWrite write) {
        return key.partition() < 0
                ? invalidPartition()
                : shards.askNow(key.text(), (machine, step) -> machine.write(key, write, step), StateAnswer::refused);
    }

    @Override
    public CompletableFuture<ErrorCode> delete(SharePartitionKey key) {
        return key.partition() < 0
                ? CompletableFuture.completedFuture(ErrorCode.INVALID_REQUEST)
                : shards.askNow(key.text(), (machine, step) -> machine.delete(key, step), error -> error);
    }

    /** Topics are gone: forgets what is of them. Completed when that is committed, as far as possible. */
    public CompletableFuture<Void> onTopicsDeleted(Set<Uuid> topics) {
        Set<Uuid> gone = Set.copyOf(topics);
        return KeyedShards.all(shards.askAll((machine, step) -> machine.topicsDeleted(gone, step), error -> 0))
                .thenAccept(counts -> {});
    }

    /** Unloads everything; whoever waits is told to look elsewhere. */
    @Override
    public void close() {
        runtime.close();
    }

    private static CompletableFuture<StateAnswer> invalidPartition() {
        return CompletableFuture.completedFuture(StateAnswer.refused(ErrorCode.INVALID_REQUEST, INVALID_PARTITION));
    }
}

package io.weir.coordination.runtime;

import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one internal topic that this node leads. Safe for use by any thread.
 *
 * <p>Every failure of a returned future is a {@link CoordinatorException}: COORDINATOR_LOAD_IN_PROGRESS while a shard
 * loads, NOT_COORDINATOR where this node does not lead the partition, COORDINATOR_NOT_AVAILABLE after close. Futures are
 * completed by the shards' loops, so what continues them must not block.
 *
 * @param <M> the machine of a shard
 * @param <T> what its timers carry
 */
public final class CoordinatorRuntime<M extends CoordinatorMachine<T>, T> implements AutoCloseable {

    private final String topic;
    private final IntFunction<M> machines;
    private final CoordinatorTime time;
    private final Executor threads;
    private final long writeTimeoutMs;
    private final Map<Integer, CoordinatorShard<M, T>> shards = new HashMap<>();
    /** When the last shard of a partition that was closed appends no more. */
    private final Map<Integer, CompletableFuture<Void>> closing = new HashMap<>();

    private boolean isClosed;

    /**
     * A runtime that leads nothing yet.
     *
     * @param topic the internal topic's name, for log lines
     * @param machines makes an empty machine for each load
     * @param threads runs the shards' bursts; virtual threads will do
     * @param writeTimeoutMs how long an answer waits for the commit of its records: then it is COORDINATOR_NOT_AVAILABLE, and
     *     the records may be committed yet
     */
    public CoordinatorRuntime(
            String topic, Supplier<M> machines, CoordinatorTime time, Executor threads, long writeTimeoutMs) {
        this(topic, _ -> machines.get(), time, threads, writeTimeoutMs);
    }

    /** As above; a machine is made for a leader epoch. */
    public CoordinatorRuntime(
            String topic, IntFunction<M> machines, CoordinatorTime time, Executor threads, long writeTimeoutMs) {
        this.topic = topic;
        this.machines = machines;
        this.time = time;
        this.threads = threads;
        this.writeTimeoutMs = writeTimeoutMs;
    }

    /**
     * This node leads the partition from now on: its machine is loaded in the background. A repeated or older epoch
     * changes nothing; a newer one starts anew.
     */
    public synchronized void elected(int partition, int leaderEpoch, CoordinatorLog log) {
        CoordinatorShard<M, T> before = shards.get(partition);
        if (isClosed || (before != null && before.leaderEpoch() >= leaderEpoch)) {
            return;
        }
        if (before != null) {
            closing.put(partition, before.close());
        }
        CoordinatorShard<M, T> shard = new CoordinatorShard<>(
                new CoordinatorShard.Identity(topic, partition, leaderEpoch, writeTimeoutMs),
                log,
                () -> machines.apply(leaderEpoch),
                time,
                threads);
        shards.put(partition, shard);
        // What the one before it appends it must have read, and it must not append behind this one's back.
        var _ = closing.getOrDefault(partition, CompletableFuture.completedFuture(null))
                .thenRun(shard::start);
    }

    /** This node does not lead the partition any more, as of this epoch; a newer leadership of ours stays. */
    public synchronized void resigned(int partition, int leaderEpoch) {
        CoordinatorShard<M, T> shard = shards.get(partition);
        if (shard != null && shard.leaderEpoch() <= leaderEpoch) {
            shards.remove(partition);
            closing.put(partition, shard.close());
        }
    }

    /** Lets the partition's machine handle a request. */
    public <R> CompletableFuture<R> ask(int partition, Request<M, T, R> request) {
        CoordinatorShard<M, T> shard = shard(partition);
        return shard == null ? refusal(partition) : shard.ask(request);
    }

    /**
     * Writes the marker that ends a transaction in a partition and lets its machine know; NONE when that is
     * committed. Fails with INVALID_PRODUCER_EPOCH or TRANSACTION_COORDINATOR_FENCED where somebody newer has written.
     */
    public CompletableFuture<ErrorCode> endTransaction(int partition, TransactionEnd end) {
        CoordinatorShard<M, T> shard = shard(partition);
        return shard == null ? refusal(partition) : shard.end(end);
    }

    /** Lets every machine here handle the request; one future each. */
    public <R> List<CompletableFuture<R>> askAll(Request<M, T, R> request) {
        List<CompletableFuture<R>> answers = new ArrayList<>();
        for (CoordinatorShard<M, T> shard : allShards()) {
            answers.add(shard.ask(request));
        }
        return answers;
    }

    /** Unloads every shard. */
    @Override
    public synchronized void close() {
        isClosed = true;
        for (CoordinatorShard<M, T> shard : shards.values()) {
            var _ = shard.close();
        }
        shards.clear();
    }

    private synchronized @Nullable CoordinatorShard<M, T> shard(int partition) {
        return shards.get(partition);
    }

    private synchronized List<CoordinatorShard<M, T>> allShards() {
        return List.copyOf(shards.values());
    }

    private synchronized <R> CompletableFuture<R> refusal(int partition) {
        ErrorCode error = isClosed ? ErrorCode.COORDINATOR_NOT_AVAILABLE : ErrorCode.NOT_COORDINATOR;
        return CompletableFuture.failedFuture(
                new CoordinatorException(error, "This node does not lead " + topic + "-" + partition));
    }
}

package io.weir.coordination.runtime;

import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One machine, its log and its timers, under one leadership of one partition. Everything happens in its mailbox.
 *
 * <p>The machine runs ahead of the log: its state includes what is written and not yet committed, and no answer leaves
 * before all that was written up to it is committed. When an append fails, that state is worth nothing: the machine is
 * dropped, everybody who waits is told to try again, and once no append is under way a new machine is loaded.
 */
final class CoordinatorShard<M extends CoordinatorMachine<T>, T> {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorShard.class);
    private static final int RELOAD_PAUSE_MS = 1_000;

    /** Where the shard is in its life. Each phase but ACTIVE has its refusal. */
    private enum Phase {
        LOADING(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS),
        ACTIVE(ErrorCode.NONE),
        /** Dropped a machine; waits for appends under way, or pauses after a load that failed. */
        RELOADING(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS),
        CLOSED(ErrorCode.NOT_COORDINATOR);

        private final ErrorCode refusal;

        Phase(ErrorCode refusal) {
            this.refusal = refusal;
        }
    }

    private final String name;
    private final int leaderEpoch;
    private final CoordinatorLog log;
    private final Supplier<M> machines;
    private final CoordinatorTime time;
    private final Mailbox mailbox;
    private final ShardTimers<T> timers;
    private final BatchWriter writer = new BatchWriter(this::append);
    private final CommitQueue answers = new CommitQueue();
    private final Set<Waiting<?>> open = new LinkedHashSet<>();
    private Phase phase = Phase.LOADING;
    private @Nullable M machine;
    private int appendsUnderWay;
    private boolean hasLostBatch;

    CoordinatorShard(
            Identity identity, CoordinatorLog log, Supplier<M> machines, CoordinatorTime time, Executor threads) {
        this.name = identity.toString();
        this.leaderEpoch = identity.leaderEpoch();
        this.log = log;
        this.machines = machines;
        this.time = time;
        this.mailbox = new Mailbox(threads, this::burstEnded);
        this.timers = new ShardTimers<>(time, mailbox, this::timerDue);
    }

    /** Which leadership of which partition this is. */
    record Identity(String topic, int partition, int leaderEpoch) {
        @Override
        public String toString() {
            return topic + "-" + partition + " (leader epoch " + leaderEpoch + ")";
        }
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    void start() {
        mailbox.execute(this::load);
    }

    /** The answer, or a {@link CoordinatorException}. Completed by the mailbox: whoever continues must not block. */
    <R> CompletableFuture<R> ask(Request<M, T, R> request) {
        Waiting<R> waiting = new Waiting<>();
        mailbox.execute(() -> handle(request, waiting));
        return waiting.future();
    }

    /** Ends the shard: everybody who waits is told to look for the coordinator elsewhere. */
    void close() {
        mailbox.execute(() -> {
            if (phase != Phase.CLOSED) {
                LOG.info("Unloading {}", name);
                drop(Phase.CLOSED, ErrorCode.NOT_COORDINATOR);
            }
        });
    }

    private <R> void handle(Request<M, T, R> request, Waiting<R> waiting) {
        M active = machine;
        if (phase != Phase.ACTIVE || active == null) {
            waiting.future().completeExceptionally(unavailable(phase.refusal));
            return;
        }
        open.add(waiting);
        run(step -> request.handle(active, waiting, step));
    }

    private void run(Consumer<Step<T>> action) {
        int maxBatchBytes = log.maxBatchBytes();
        Step<T> step = new Step<>(time.wallClockMs(), maxBatchBytes - BatchWriter.OVERHEAD_BYTES);
        try {
            action.accept(step);
        } catch (RuntimeException e) {
            // The machine may have stopped half-way through a change: its state cannot be trusted any more.
            LOG.error("{} failed in a step and is loaded again", name, e);
            restart(ErrorCode.UNKNOWN_SERVER_ERROR);
            return;
        }
        timers.apply(step.timerChanges());
        writer.add(step.records(), step.nowMs(), maxBatchBytes);
        for (Step.Answer<?> answer : step.answers()) {
            open.remove(answer.waiting());
            answers.deliverAfter(writer.lastBatch(), answer);
        }
    }

    private void burstEnded() {
        if (phase == Phase.ACTIVE) {
            writer.flush();
            timers.arm();
        }
    }

    private void timerDue(T timer) {
        M active = machine;
        if (phase == Phase.ACTIVE && active != null) {
            run(step -> active.timeout(timer, step));
        }
    }

    private void append(long number, ByteBuffer batch) {
        appendsUnderWay++;
        CompletableFuture<Long> appended = tryAppend(batch);
        // What was decided after a batch that is lost must not be in the log without it.
        hasLostBatch |= appended.isCompletedExceptionally();
        var _ = appended.whenComplete((offset, failure) -> mailbox.execute(() -> appended(number, failure)));
    }

    private CompletableFuture<Long> tryAppend(ByteBuffer batch) {
        if (hasLostBatch) {
            return CompletableFuture.failedFuture(unavailable(ErrorCode.COORDINATOR_NOT_AVAILABLE));
        }
        try {
            return log.append(batch);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void appended(long number, @Nullable Throwable failure) {
        appendsUnderWay--;
        if (phase == Phase.ACTIVE && failure == null) {
            answers.committed(number);
        } else if (phase == Phase.ACTIVE && failure != null) {
            LOG.warn("Cannot write to {}, which is loaded again: {}", name, failure.toString());
            restart(CoordinatorException.errorOf(failure));
        } else if (phase == Phase.RELOADING && appendsUnderWay == 0) {
            load();
        }
    }

    private void restart(ErrorCode told) {
        drop(Phase.RELOADING, told);
        if (appendsUnderWay == 0) {
            load();
        }
    }

    private void drop(Phase next, ErrorCode told) {
        phase = next;
        machine = null;
        timers.clear();
        writer.discard();
        List<Step.Answer<?>> withheld = answers.takeAll(writer.lastBatch());
        withheld.forEach(answer -> answer.waiting().future().completeExceptionally(unavailable(told)));
        List<Waiting<?>> unanswered = new ArrayList<>(open);
        open.clear();
        unanswered.forEach(waiting -> waiting.future().completeExceptionally(unavailable(told)));
    }

    private void load() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.LOADING;
        hasLostBatch = false;
        long startedMs = time.monotonicMs();
        M loading = machines.get();
        ReplayReader reader = new ReplayReader(loading);
        CompletableFuture<Void> loaded;
        try {
            loaded = log.replay(reader::read);
        } catch (RuntimeException e) {
            loaded = CompletableFuture.failedFuture(e);
        }
        var _ = loaded.whenComplete((nothing, failure) -> mailbox.execute(() -> {
            if (phase == Phase.CLOSED) {
                return;
            }
            if (failure != null) {
                LOG.error("Cannot load {}; trying again in {} ms", name, RELOAD_PAUSE_MS, failure);
                phase = Phase.RELOADING;
                time.wakeUpIn(RELOAD_PAUSE_MS, () -> mailbox.execute(this::load));
                return;
            }
            LOG.info(
                    "Loaded {}: {} records, {} bytes, {} ms",
                    name,
                    reader.records(),
                    reader.sizeBytes(),
                    time.monotonicMs() - startedMs);
            activate(loading);
        }));
    }

    private void activate(M loaded) {
        machine = loaded;
        phase = Phase.ACTIVE;
        run(loaded::loaded);
    }

    private CoordinatorException unavailable(ErrorCode error) {
        return new CoordinatorException(error, "The coordinator for " + name + " cannot answer: " + error);
    }
}

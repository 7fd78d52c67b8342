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
import org.slf4j.event.Level;

/**
 * One machine, its log and its timers, under one leadership of one partition. Everything happens in its mailbox.
 *
 * <p>The machine runs ahead of the log: its state includes what is written and not yet committed, and no answer leaves
 * before all that was written up to it is committed. When an append fails, that state is worth nothing: the machine is
 * dropped, everybody who waits is told to try again, and once no append is under way a new machine is loaded.
 */
final class CoordinatorShard<M extends CoordinatorMachine<T>, T> {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorShard.class);

    /** A machine that fails right after each load must not keep the disk busy. */
    private static final int RELOAD_PAUSE_MS = 1_000;

    /** Where the shard is in its life. Each phase but ACTIVE has its refusal. */
    private enum Phase {
        /** Has no machine; waits for appends under way, or for the pause after the last load to be over. */
        RELOADING(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS),
        LOADING(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS),
        ACTIVE(ErrorCode.NONE),
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
    private final CommitQueue outcomes;
    private final WriteDeadline deadline;
    private final Set<Waiting<?>> open = new LinkedHashSet<>();
    private Phase phase = Phase.RELOADING;
    private @Nullable M machine;
    private int appendsUnderWay;
    private boolean hasLostBatch;
    private long lastLoadMs;
    /** What is written from here on comes behind this offset: batches under way are not counted yet. */
    private long writtenBefore;

    CoordinatorShard(
            Identity identity, CoordinatorLog log, Supplier<M> machines, CoordinatorTime time, Executor threads) {
        this.name = identity.toString();
        this.leaderEpoch = identity.leaderEpoch();
        this.log = log;
        this.outcomes = new CommitQueue(log);
        this.machines = machines;
        this.time = time;
        this.mailbox = new Mailbox(threads, this::burstEnded);
        this.timers = new ShardTimers<>(time, mailbox, this::timerDue);
        this.deadline = new WriteDeadline(outcomes, time, mailbox, identity.writeTimeoutMs(), this::tooLate);
    }

    /** Which leadership of which partition this is, and how long its writes may take. */
    record Identity(String topic, int partition, int leaderEpoch, long writeTimeoutMs) {
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

    /**
     * Ends a transaction: writes its marker, and lets the machine know. The answer, NONE, comes when that is committed;
     * a marker that the log refuses for its epochs fails with the log's error and changes nothing.
     */
    CompletableFuture<ErrorCode> end(TransactionEnd end) {
        Waiting<ErrorCode> waiting = new Waiting<>();
        mailbox.execute(() -> end(end, waiting));
        return waiting.future();
    }

    /**
     * Ends the shard: everybody who waits is told to look for the coordinator elsewhere. Completed when it appends no more.
     */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        mailbox.execute(() -> {
            if (phase != Phase.CLOSED) {
                LOG.debug("Unloading {}", name);
                drop(Phase.CLOSED, ErrorCode.NOT_COORDINATOR);
            }
            closed.complete(null);
        });
        return closed;
    }

    private <R> void handle(Request<M, T, R> request, Waiting<R> waiting) {
        M active = machine;
        if (phase != Phase.ACTIVE || active == null) {
            waiting.future().completeExceptionally(unavailable(phase.refusal));
            return;
        }
        open.add(waiting);
        if (!run(step -> request.handle(active, waiting, step))) {
            open.remove(waiting);
            waiting.future().completeExceptionally(unavailable(ErrorCode.UNKNOWN_SERVER_ERROR));
            restart(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        }
    }

    private void end(TransactionEnd end, Waiting<ErrorCode> waiting) {
        M active = machine;
        if (phase != Phase.ACTIVE || active == null) {
            waiting.future().completeExceptionally(unavailable(phase.refusal));
            return;
        }
        writer.flush();
        ByteBuffer batch = end.toBatch(time.wallClockMs());
        CompletableFuture<Long> appended = tryAppend(() -> log.appendMarker(batch, end.transactionVersion()));
        if (appended.isCompletedExceptionally() && isRefusal(appended.exceptionNow())) {
            waiting.future().completeExceptionally(appended.exceptionNow());
            return;
        }
        follow(writer.numberOfForeignBatch(), appended);
        open.add(waiting);
        runOrRestart(step -> {
            active.transactionEnded(end);
            step.answer(waiting, ErrorCode.NONE);
        });
    }

    private static boolean isRefusal(Throwable failure) {
        ErrorCode error = CoordinatorException.errorOf(failure);
        return error == ErrorCode.INVALID_PRODUCER_EPOCH || error == ErrorCode.TRANSACTION_COORDINATOR_FENCED;
    }

    /** Lets the machine take a step and does what it wants done; false when it failed. */
    private boolean run(Consumer<Step<T>> action) {
        int maxBatchBytes = log.maxBatchBytes();
        Step<T> step = new Step<>(time.wallClockMs(), maxBatchBytes - BatchWriter.OVERHEAD_BYTES, writtenBefore);
        try {
            action.accept(step);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // The machine may have stopped half-way through a change: its state cannot be trusted any more.
            LOG.error("{} failed in a step and is loaded again", name, e);
            return false;
        }
        timers.apply(step.timerChanges());
        writer.add(step.writes(), step.nowMs(), maxBatchBytes);
        long nowMs = time.monotonicMs();
        for (Step.Outcome outcome : step.outcomes()) {
            if (outcome instanceof Step.Answer<?> answer) {
                open.remove(answer.waiting());
            }
            outcomes.deliverAfter(writer.lastBatch(), outcome, nowMs);
        }
        return true;
    }

    private void runOrRestart(Consumer<Step<T>> action) {
        if (!run(action)) {
            restart(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        }
    }

    private void burstEnded() {
        if (phase == Phase.ACTIVE) {
            writer.flush();
            timers.arm();
            deadline.arm();
        }
    }

    private void timerDue(T timer) {
        M active = machine;
        if (phase == Phase.ACTIVE && active != null) {
            runOrRestart(step -> active.timeout(timer, step));
        }
    }

    private void append(long number, ByteBuffer batch) {
        follow(number, tryAppend(() -> log.append(batch)));
    }

    private void follow(long number, CompletableFuture<Long> appended) {
        appendsUnderWay++;
        // What was decided after a batch that is lost must not be in the log without it.
        hasLostBatch |= appended.isCompletedExceptionally();
        var _ = appended.whenComplete((offset, failure) -> mailbox.execute(() -> {
            if (offset != null) {
                writtenBefore = Math.max(writtenBefore, offset + 1);
            }
            appended(number, failure);
        }));
    }

    private CompletableFuture<Long> tryAppend(Supplier<CompletableFuture<Long>> append) {
        if (hasLostBatch) {
            return CompletableFuture.failedFuture(unavailable(ErrorCode.COORDINATOR_NOT_AVAILABLE));
        }
        try {
            return append.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void appended(long number, @Nullable Throwable failure) {
        appendsUnderWay--;
        if (phase == Phase.ACTIVE && failure == null) {
            outcomes.committed(number);
        } else if (phase == Phase.ACTIVE && failure != null) {
            LOG.warn("Cannot write to {}, which is loaded again: {}", name, failure.toString());
            restart(CoordinatorException.errorOf(failure));
        } else if (phase == Phase.RELOADING) {
            loadSoon();
        }
    }

    /** Whoever waits is told to try again. The machine goes on: as a rule what it has written is committed yet. */
    private void tooLate(List<Step.Answer<?>> answers) {
        LOG.warn("{} takes too long to commit: {} requests are answered without that", name, answers.size());
        answers.forEach(answer ->
                answer.waiting().future().completeExceptionally(unavailable(ErrorCode.COORDINATOR_NOT_AVAILABLE)));
    }

    private void restart(ErrorCode told) {
        drop(Phase.RELOADING, told);
        loadSoon();
    }

    /** Loads when no append is under way, and not before the pause since the last load is over. */
    private void loadSoon() {
        long pauseMs = lastLoadMs + RELOAD_PAUSE_MS - time.monotonicMs();
        if (pauseMs <= 0) {
            load();
        } else {
            time.wakeUpIn(pauseMs, () -> mailbox.execute(this::load));
        }
    }

    private void drop(Phase next, ErrorCode told) {
        phase = next;
        machine = null;
        timers.clear();
        writer.discard();
        for (Step.Outcome withheld : outcomes.takeAll(writer.lastBatch())) {
            if (withheld instanceof Step.Answer<?> answer) {
                answer.waiting().future().completeExceptionally(unavailable(told));
            }
        }
        List<Waiting<?>> unanswered = new ArrayList<>(open);
        open.clear();
        unanswered.forEach(waiting -> waiting.future().completeExceptionally(unavailable(told)));
    }

    private void load() {
        if (phase != Phase.RELOADING || appendsUnderWay > 0) {
            return;
        }
        phase = Phase.LOADING;
        hasLostBatch = false;
        lastLoadMs = time.monotonicMs();
        M loading = machines.get();
        ReplayReader reader = new ReplayReader(loading);
        var _ = reader.readAll(log)
                .whenComplete((nothing, failure) -> mailbox.execute(() -> loaded(loading, reader, failure)));
    }

    private void loaded(M loaded, ReplayReader reader, @Nullable Throwable failure) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (failure != null) {
            // As a rule it is led elsewhere by now, and whoever runs this shard is about to hear of it.
            CoordinatorException.in(failure)
                    .ifPresentOrElse(
                            known -> LOG.info("Did not load {}, and tries again: {}", name, known.getMessage()),
                            () -> LOG.error("Cannot load {}; trying again", name, failure));
            phase = Phase.RELOADING;
            loadSoon();
            return;
        }
        // Most partitions are empty, and fifty lines saying so tell nobody anything.
        Level level = reader.isEmpty() ? Level.DEBUG : Level.INFO;
        LOG.atLevel(level).log("Loaded {}: {} in {} ms", name, reader.summary(), time.monotonicMs() - lastLoadMs);
        writtenBefore = Math.max(writtenBefore, reader.nextOffset());
        machine = loaded;
        phase = Phase.ACTIVE;
        runOrRestart(loaded::loaded);
    }

    private CoordinatorException unavailable(ErrorCode error) {
        return new CoordinatorException(error, "The coordinator for " + name + " cannot answer: " + error);
    }
}

package io.weir.broker.replica;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.replication.leader.FollowerSession;
import io.weir.replication.leader.LedPartitions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers the questions of one follower's session. A question waits for an append, for the next question, or, where there is
 * something else to say, for its time to be over; none waits behind it. One that nothing answers is kept for some seconds: an
 * idle follower that asks again has learned nothing, and two processes were woken for it.
 *
 * <p>One timer rings for all questions, and is not called off: under load most are answered long before.
 */
final class FollowerDesk implements AutoCloseable {

    /** Less than half of what a follower waits for its answer before it takes the connection for broken. */
    static final long KEPT_MS = 4_000;

    private static final long HELD_BACK_MS = 10;
    private static final long NEVER = Long.MAX_VALUE;

    private final Turns turns;
    private final FollowerSession session;
    /** Raised while nobody is on the way to look for something to answer. */
    private final AtomicBoolean mayLook = new AtomicBoolean(true);

    private boolean willLookAgain;
    private Optional<Waiting> waiting = Optional.empty();
    private long ringsAtMs = NEVER;

    /**
     * A question that is not answered yet.
     *
     * @param tellAtMs what alone is worth no answer is told then
     * @param endAtMs  it is answered then, also where there is nothing to say
     */
    private record Waiting(CompletableFuture<FetchResponse> answer, long tellAtMs, long endAtMs) {

        long nextMs(long nowMs) {
            return nowMs < tellAtMs ? tellAtMs : endAtMs;
        }
    }

    FollowerDesk(LedPartitions partitions, Turns turns) {
        this.turns = turns;
        this.session = new FollowerSession(partitions, this::moved);
    }

    /** Takes the next question of the session; one with {@code minBytes} 0 is answered when its time is over. */
    synchronized CompletableFuture<FetchResponse> ask(FetchRequest request) {
        answerWaiting(true);
        ErrorCode error = session.take(request);
        if (error.isError()) {
            return CompletableFuture.completedFuture(
                    FetchResponse.builder().errorCode(error.code()).build());
        }
        CompletableFuture<FetchResponse> answer = new CompletableFuture<>();
        long nowMs = turns.nowMs();
        long keptMs = request.minBytes() == 0 ? request.maxWaitMs() : Math.max(request.maxWaitMs(), KEPT_MS);
        waiting = Optional.of(new Waiting(answer, nowMs + request.maxWaitMs(), nowMs + keptMs));
        answerWaiting(false);
        ring(nowMs);
        return answer;
    }

    /** On the thread that appends, which must not wait. */
    private void moved() {
        if (mayLook.compareAndSet(true, false)) {
            turns.soon(this::look);
        }
    }

    private synchronized void look() {
        mayLook.set(true);
        answerWaiting(false);
    }

    /** Holds the monitor: sees to it that the timer rings when the question that waits needs it, or before. */
    private void ring(long nowMs) {
        if (waiting.isPresent()) {
            long atMs = waiting.get().nextMs(nowMs);
            if (atMs < ringsAtMs) {
                ringsAtMs = atMs;
                var _ = turns.later(atMs - nowMs, () -> rung(atMs));
            }
        }
    }

    private synchronized void rung(long atMs) {
        if (atMs != ringsAtMs) {
            // Another took its place.
            return;
        }
        ringsAtMs = NEVER;
        long nowMs = turns.nowMs();
        waiting.filter(one -> nowMs >= one.tellAtMs).ifPresent(one -> answerWaiting(nowMs >= one.endAtMs, true));
        ring(nowMs);
    }

    /** Holds the monitor. */
    private void answerWaiting(boolean last) {
        answerWaiting(last, last);
    }

    /** Holds the monitor. */
    private void answerWaiting(boolean last, boolean tellsAll) {
        if (waiting.isEmpty()) {
            return;
        }
        session.answer(tellsAll)
                .filter(answer -> last || !answer.responses().isEmpty())
                .ifPresent(this::answer);
        if (waiting.isPresent() && session.isHeldBack() && !willLookAgain) {
            willLookAgain = true;
            var _ = turns.later(HELD_BACK_MS, this::lookAgain);
        }
    }

    private synchronized void lookAgain() {
        willLookAgain = false;
        answerWaiting(false);
    }

    private void answer(FetchResponse answer) {
        Waiting one = waiting.orElseThrow();
        waiting = Optional.empty();
        one.answer.complete(answer);
    }

    @Override
    public synchronized void close() {
        session.close();
        if (waiting.isPresent()) {
            answer(FetchResponse.builder()
                    .errorCode(ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code())
                    .build());
        }
    }
}

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
 * Answers the questions of one follower's session. A question with nothing to answer waits for an append, for the next
 * question, or for its time to be over; none waits behind it.
 */
final class FollowerDesk implements AutoCloseable {

    private static final long HELD_BACK_MS = 10;

    private final Turns turns;
    private final FollowerSession session;
    /** Raised while nobody is on the way to look for something to answer. */
    private final AtomicBoolean mayLook = new AtomicBoolean(true);

    private boolean willLookAgain;
    private Optional<Waiting> waiting = Optional.empty();
    private int questions;

    private record Waiting(int number, CompletableFuture<FetchResponse> answer, Turns.Timer timer) {}

    FollowerDesk(LedPartitions partitions, Turns turns) {
        this.turns = turns;
        this.session = new FollowerSession(partitions, this::moved);
    }

    /** Takes the next question of the session. */
    synchronized CompletableFuture<FetchResponse> ask(FetchRequest request) {
        answerWaiting(true);
        ErrorCode error = session.take(request);
        if (error.isError()) {
            return CompletableFuture.completedFuture(
                    FetchResponse.builder().errorCode(error.code()).build());
        }
        int number = ++questions;
        CompletableFuture<FetchResponse> answer = new CompletableFuture<>();
        Turns.Timer timer = turns.later(request.maxWaitMs(), () -> timeIsOver(number));
        waiting = Optional.of(new Waiting(number, answer, timer));
        answerWaiting(false);
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

    private synchronized void timeIsOver(int number) {
        if (waiting.filter(one -> one.number == number).isPresent()) {
            answerWaiting(true);
        }
    }

    /** Holds the monitor. */
    private void answerWaiting(boolean last) {
        if (waiting.isEmpty()) {
            return;
        }
        answerOne(last);
        if (waiting.isPresent() && session.isHeldBack() && !willLookAgain) {
            willLookAgain = true;
            var _ = turns.later(HELD_BACK_MS, this::lookAgain);
        }
    }

    private synchronized void lookAgain() {
        willLookAgain = false;
        answerWaiting(false);
    }

    private void answerOne(boolean last) {
        session.answer(last).ifPresent(answer -> {
            Waiting one = waiting.orElseThrow();
            waiting = Optional.empty();
            one.timer.callOff();
            one.answer.complete(answer);
        });
    }

    @Override
    public synchronized void close() {
        session.close();
        waiting.ifPresent(one -> {
            one.timer.callOff();
            one.answer.complete(FetchResponse.builder()
                    .errorCode(ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code())
                    .build());
        });
        waiting = Optional.empty();
    }
}

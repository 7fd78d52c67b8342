package io.weir.broker.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whom a broker asks for states, how often, and in which order; in simulated time. */
class ClusterStatesTest {

    private static final int HERE = 1;
    private static final int THERE = 2;
    private static final SharePartitionKey KEY = new SharePartitionKey("group", new Uuid(1, 2), 0);

    private final Time time = new Time();
    private final Keeper local = new Keeper();
    private final Keeper remote = new Keeper();
    private int leader = HERE;
    private boolean isCut;
    private final ClusterStates states = new ClusterStates(
            new ClusterStates.Places(HERE, _ -> leader),
            local,
            (nodeId, question) -> isCut || nodeId != THERE
                    ? CompletableFuture.failedFuture(new IOException("cut off"))
                    : new ShareStateDesk(remote).answer(question),
            time);

    @Test
    void asksTheBrokerThatKeepsTheState() {
        // given
        CompletableFuture<StateAnswer> here = states.write(KEY, write(1));
        leader = THERE;

        // when
        CompletableFuture<StateAnswer> there = states.write(KEY, write(2));

        // then
        assertThat(here.join().error()).isEqualTo(ErrorCode.NONE);
        assertThat(there.join().error()).isEqualTo(ErrorCode.NONE);
        assertThat(local.written).containsExactly(write(1));
        assertThat(remote.written).containsExactly(write(2));
    }

    @Test
    void asksAgainWhileTheStateIsOnItsWayToAnotherBroker() {
        // given a keeper that is being loaded, then cut off
        leader = THERE;
        remote.refusals.add(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        CompletableFuture<StateAnswer> answer = states.write(KEY, write(1));
        isCut = true;
        time.pass(200);
        assertThat(answer).isNotDone();

        // when another keeps it
        leader = HERE;
        time.pass(100);

        // then
        assertThat(answer.join().error()).isEqualTo(ErrorCode.NONE);
        assertThat(local.written).containsExactly(write(1));
    }

    @Test
    void writesNothingBeforeWhatWasToBeWrittenBefore() {
        // given
        leader = THERE;
        isCut = true;
        CompletableFuture<StateAnswer> first = states.write(KEY, write(1));
        CompletableFuture<StateAnswer> second = states.write(KEY, write(2));

        // when
        isCut = false;
        time.pass(100);

        // then
        assertThat(first).isDone();
        assertThat(second).isDone();
        assertThat(remote.written).containsExactly(write(1), write(2));
    }

    @Test
    void doesNotAskAgainWhereTheAnswerIsFinal() {
        leader = THERE;
        remote.refusals.add(ErrorCode.FENCED_LEADER_EPOCH);

        assertThat(states.write(KEY, write(1)).join().error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(remote.written).isEmpty();
    }

    @Test
    void givesUpInTheEndAndGoesOnWithWhatIsNext() {
        // given
        leader = -1;
        CompletableFuture<StateAnswer> first = states.write(KEY, write(1));

        // when
        time.pass(16_000);
        leader = HERE;
        CompletableFuture<StateAnswer> second = states.write(KEY, write(2));

        // then
        assertThat(first.join().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(second.join().error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void doesNotWaitWhereThereIsNoTopic() {
        leader = ClusterStates.Places.NO_TOPIC;

        assertThat(states.summary(KEY).join().error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    }

    private static StateWrite write(long startOffset) {
        return new StateWrite(new ShareState.Epochs(0, 0), startOffset, 0, List.of());
    }

    /** Answers at once: what was refused first, then everything. */
    private static final class Keeper implements ShareStateKeeper {

        final Deque<ErrorCode> refusals = new ArrayDeque<>();
        final List<StateWrite> written = new ArrayList<>();

        @Override
        public CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
            return CompletableFuture.completedFuture(outcome().error());
        }

        @Override
        public CompletableFuture<StateAnswer> read(SharePartitionKey key, int leaderEpoch) {
            return CompletableFuture.completedFuture(outcome());
        }

        @Override
        public CompletableFuture<StateAnswer> summary(SharePartitionKey key) {
            return CompletableFuture.completedFuture(outcome());
        }

        @Override
        public CompletableFuture<StateAnswer> write(SharePartitionKey key, StateWrite write) {
            StateAnswer outcome = outcome();
            if (!outcome.error().isError()) {
                written.add(write);
            }
            return CompletableFuture.completedFuture(outcome);
        }

        @Override
        public CompletableFuture<ErrorCode> delete(SharePartitionKey key) {
            return CompletableFuture.completedFuture(outcome().error());
        }

        private StateAnswer outcome() {
            return refusals.isEmpty() ? StateAnswer.of(ShareState.NONE) : StateAnswer.refused(refusals.remove());
        }
    }

    /** Passes when it is told to. */
    private static final class Time implements CoordinatorTime {

        private record WakeUp(long atMs, Runnable action) {}

        private final PriorityQueue<WakeUp> wakeUps = new PriorityQueue<>((a, b) -> Long.compare(a.atMs, b.atMs));
        private long nowMs;

        void pass(long ms) {
            long endMs = nowMs + ms;
            while (!wakeUps.isEmpty() && wakeUps.element().atMs <= endMs) {
                WakeUp next = wakeUps.remove();
                nowMs = next.atMs;
                next.action.run();
            }
            nowMs = endMs;
        }

        @Override
        public long wallClockMs() {
            return nowMs;
        }

        @Override
        public long monotonicMs() {
            return nowMs;
        }

        @Override
        public Cancellation wakeUpIn(long delayMs, Runnable action) {
            WakeUp wakeUp = new WakeUp(nowMs + delayMs, action);
            wakeUps.add(wakeUp);
            return () -> wakeUps.remove(wakeUp);
        }
    }
}

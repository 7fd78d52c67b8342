package io.weir.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Uuid;
import io.weir.replication.leader.LedPartition;
import io.weir.replication.rate.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a follower's questions are looked at. */
final class FollowerDeskTest {

    private static final long MAX_WAIT_MS = 500;
    private static final long UNKNOWN = -1;

    private final Timers timers = new Timers();

    @Test
    void whatIsHeldBackIsLookedAtAgainByOneTimerHoweverManyQuestionsCome() {
        // given
        FollowerDesk desk = new FollowerDesk(_ -> Optional.of(Quiet.spent()), timers);

        // when
        for (int i = 0; i < 10; i++) {
            var _ = desk.ask(question(i));
        }

        // then
        assertThat(timers.toLookAgain()).hasSize(1);

        // when: nothing may be sent then, either
        timers.toLookAgain().getFirst().run();

        // then
        assertThat(timers.toLookAgain()).hasSize(2);
    }

    @Test
    void aQuestionThatNothingAnswersIsKept() {
        // given: nothing is known to be safe that could be told
        FollowerDesk desk = new FollowerDesk(_ -> Optional.of(Quiet.idle(UNKNOWN)), timers);
        CompletableFuture<FetchResponse> answer = desk.ask(question(0));

        // when
        timers.pass(FollowerDesk.KEPT_MS - 1);

        // then
        assertThat(answer).isNotDone();

        // when
        timers.pass(1);

        // then: it says that this broker is there
        assertThat(answer).isCompletedWithValueMatching(said -> said.responses().isEmpty());
    }

    @Test
    void whatIsWorthNoAnswerByItselfIsToldWhenTheTimeIsOver() {
        // given: the follower does not know how far its records are safe
        FollowerDesk desk = new FollowerDesk(_ -> Optional.of(Quiet.idle(5)), timers);
        CompletableFuture<FetchResponse> answer = desk.ask(question(0));

        // when
        timers.pass(MAX_WAIT_MS - 1);

        // then
        assertThat(answer).isNotDone();

        // when
        timers.pass(1);

        // then
        assertThat(answer)
                .isCompletedWithValueMatching(said ->
                        said.responses().getFirst().partitions().getFirst().highWatermark() == 5);
    }

    @Test
    void aQuestionOfAFollowerThatHasToAskAgainIsAnsweredInItsTime() {
        // given
        FollowerDesk desk = new FollowerDesk(_ -> Optional.of(Quiet.idle(UNKNOWN)), timers);
        CompletableFuture<FetchResponse> answer = desk.ask(question(0, 0));

        // when
        timers.pass(MAX_WAIT_MS);

        // then
        assertThat(answer).isCompleted();
    }

    @Test
    void oneTimerRingsForAllQuestions() {
        // given
        FollowerDesk desk = new FollowerDesk(_ -> Optional.of(Quiet.idle(UNKNOWN)), timers);
        CompletableFuture<FetchResponse> before = desk.ask(question(0));
        for (int i = 1; i < 10; i++) {
            timers.pass(10);
            assertThat(before).isNotDone();

            // when
            CompletableFuture<FetchResponse> next = desk.ask(question(i));

            // then
            assertThat(before).isCompleted();
            before = next;
        }
        assertThat(timers.later).hasSize(1);
    }

    private static FetchRequest question(int number) {
        return question(number, 1);
    }

    private static FetchRequest question(int number, int minBytes) {
        return FetchRequest.builder()
                .sessionEpoch(number)
                .minBytes(minBytes)
                .maxBytes(1_000)
                .maxWaitMs((int) MAX_WAIT_MS)
                .topics(List.of(FetchTopic.builder()
                        .topicId(new Uuid(1, 2))
                        .partitions(List.of(FetchPartition.builder()
                                .partition(0)
                                .partitionMaxBytes(1_000)
                                .build()))
                        .build()))
                .build();
    }

    private static final class Timers implements Turns {

        private record Later(long delayMs, long atMs, Runnable task) {}

        private final List<Later> later = new ArrayList<>();
        private long nowMs;

        private List<Runnable> toLookAgain() {
            return later.stream()
                    .filter(one -> one.delayMs < MAX_WAIT_MS)
                    .map(Later::task)
                    .toList();
        }

        private void pass(long ms) {
            nowMs += ms;
            List<Later> due = later.stream().filter(one -> one.atMs <= nowMs).toList();
            later.removeAll(due);
            due.forEach(one -> one.task.run());
        }

        @Override
        public void soon(Runnable task) {
            task.run();
        }

        @Override
        public Timer later(long delayMs, Runnable task) {
            later.add(new Later(delayMs, nowMs + delayMs, task));
            return () -> {};
        }

        @Override
        public long nowMs() {
            return nowMs;
        }
    }

    /** A partition that has nothing to send for now, but perhaps to say how far its records are safe. */
    private record Quiet(long endOffset, long highWatermark, Optional<Allowance> allowance) implements LedPartition {

        /** Of which the follower has everything. */
        static Quiet idle(long highWatermark) {
            return new Quiet(0, highWatermark, Optional.empty());
        }

        /** Of which the follower may be sent nothing. */
        static Quiet spent() {
            return new Quiet(1, 0, Optional.of(new Allowance() {
                @Override
                public boolean isSpent() {
                    return true;
                }

                @Override
                public void spend(int bytes) {}
            }));
        }

        @Override
        public boolean fetched(int nodeId, long brokerEpoch, FetchPartition position) {
            return true;
        }

        @Override
        public PartitionData read(FetchPartition position, int maxBytes, boolean atLeastOneBatch) {
            return PartitionData.builder()
                    .partitionIndex(position.partition())
                    .records(BufferPayload.EMPTY)
                    .build();
        }

        @Override
        public Optional<Allowance> allowance(int nodeId) {
            return allowance;
        }

        @Override
        public void watch(Runnable watcher) {}

        @Override
        public void watchHighWatermark(Runnable watcher) {}

        @Override
        public void unwatch(Runnable watcher) {}
    }
}

package io.weir.broker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Uuid;
import io.weir.replication.leader.LedPartition;
import io.weir.replication.rate.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a follower's questions are looked at. */
final class FollowerDeskTest {

    private static final long MAX_WAIT_MS = 500;

    private final Timers timers = new Timers();

    @Test
    void whatIsHeldBackIsLookedAtAgainByOneTimerHoweverManyQuestionsCome() {
        // given
        FollowerDesk desk = new FollowerDesk(_ -> Optional.of(new Spent()), timers);

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

    private static FetchRequest question(int number) {
        return FetchRequest.builder()
                .sessionEpoch(number)
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

        private record Later(long delayMs, Runnable task) {}

        private final List<Later> later = new ArrayList<>();

        private List<Runnable> toLookAgain() {
            return later.stream()
                    .filter(one -> one.delayMs < MAX_WAIT_MS)
                    .map(Later::task)
                    .toList();
        }

        @Override
        public void soon(Runnable task) {
            task.run();
        }

        @Override
        public Timer later(long delayMs, Runnable task) {
            later.add(new Later(delayMs, task));
            return () -> {};
        }
    }

    /** A partition of which the follower may be sent nothing for now. */
    private record Spent() implements LedPartition {

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
            return Optional.of(new Allowance() {
                @Override
                public boolean isSpent() {
                    return true;
                }

                @Override
                public void spend(int bytes) {}
            });
        }

        @Override
        public long endOffset() {
            return 1;
        }

        @Override
        public long highWatermark() {
            return 0;
        }

        @Override
        public void watch(Runnable watcher) {}

        @Override
        public void watchHighWatermark(Runnable watcher) {}

        @Override
        public void unwatch(Runnable watcher) {}
    }
}

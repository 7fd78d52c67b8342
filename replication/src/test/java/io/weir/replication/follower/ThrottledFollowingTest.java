package io.weir.replication.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.FetchableTopicResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Uuid;
import io.weir.replication.rate.RateAllowance;
import io.weir.replication.terms.ReplicaKey;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a follower asks for whose copying is bounded. */
final class ThrottledFollowingTest {

    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final int EPOCH = 4;
    private static final int BATCH_BYTES = batch(0).remaining();

    private final Map<Integer, FakeLog> logs = new HashMap<>();
    private long nanos = 1;
    private long rate = 100L * BATCH_BYTES;
    private final LeaderStream stream = new LeaderStream(
            2, new FetchSettings(1 << 20, 1 << 20, 500, 20), new RateAllowance(() -> rate, () -> nanos));

    @Test
    void throttledPartitionsAreCopiedAtTheirRateTogether() {
        // given
        follow(0, true);
        follow(1, true);

        // when: the leader has always more, and answers at once, for five seconds
        int batches = 0;
        for (int i = 0; i < 5_000; i++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(1);
            List<Integer> asked = ask();
            asked.forEach(this::answer);
            batches += asked.size();
            if (asked.isEmpty()) {
                answerNothing();
            }
        }

        // then: and both of them alike
        assertThat(batches).isBetween(500, 520);
        assertThat(log(0).endOffset()).isBetween(249L, 261L);
        assertThat(log(1).endOffset()).isBetween(249L, 261L);
    }

    @Test
    void whatIsInSyncIsAskedForWhateverTheOthersMay() {
        // given: nothing may be copied
        rate = 0;
        follow(0, true);
        follow(1, false);

        // when, then
        assertThat(ask()).containsExactly(1);
        answer(1);
        assertThat(ask()).containsExactly(1);
        assertThat(stream.isHeldBack()).isTrue();
        assertThat(stream.hasNews()).isFalse();
    }

    @Test
    void whoIsThrottledNoMoreIsAskedForAtTheNextLook() {
        // given
        rate = 0;
        follow(0, true);
        follow(1, true);
        assertThat(ask()).isEmpty();
        answerNothing();

        // when: one is in sync now
        log(1).isThrottled = false;
        stream.lookAgain();

        // then
        assertThat(stream.hasNews()).isTrue();
        assertThat(ask()).containsExactly(1);
        assertThat(stream.isHeldBack()).isTrue();
    }

    @Test
    void whoIsThrottledNoMoreIsNamedOnceThoughItWaitedBefore() {
        // given: it waits
        rate = 0;
        follow(0, true);
        assertThat(ask()).isEmpty();
        answerNothing();

        // when: it may go, and the leader is to hear of it anyway
        rate = 1_000_000;
        nanos += TimeUnit.SECONDS.toNanos(1);
        log(0).isThrottled = false;
        stream.tell(key(0));

        // then
        assertThat(ask()).containsExactly(0);
        assertThat(stream.isHeldBack()).isFalse();
    }

    @Test
    void manyThatWaitAreNamedOneByOneSinceALeaderSendsAllThatAreNamed() {
        // given
        follow(0, true);
        follow(1, true);
        follow(2, true);

        // when, then
        assertThat(ask()).containsExactly(0);
        assertThat(stream.hasNews()).isTrue();
        assertThat(ask()).containsExactly(1);
    }

    @Test
    void whatIsFollowedNoMoreIsNotWaitedFor() {
        // given
        rate = 0;
        follow(0, true);
        ask();

        // when
        stream.unfollow(key(0));

        // then
        assertThat(stream.isHeldBack()).isFalse();
    }

    @Test
    void aNewSessionHoldsBackAgain() {
        // given
        rate = 0;
        follow(0, true);
        ask();

        // when
        stream.reset();

        // then
        assertThat(ask()).isEmpty();
        rate = 1_000_000;
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(stream.hasNews()).isTrue();
        assertThat(ask()).containsExactly(0);
    }

    private void follow(int partition, boolean isThrottled) {
        FakeLog log = new FakeLog();
        log.isThrottled = isThrottled;
        logs.put(partition, log);
        stream.follow(key(partition), EPOCH, new FollowerReplica(log));
    }

    private FakeLog log(int partition) {
        return logs.getOrDefault(partition, new FakeLog());
    }

    /** The partitions that are named. */
    private List<Integer> ask() {
        FetchRequest question = stream.next(70);
        return question.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(FetchPartition::partition)
                .toList();
    }

    /** With one batch of it. */
    private void answer(int partition) {
        PartitionData data = PartitionData.builder()
                .partitionIndex(partition)
                .records(new BufferPayload(batch(log(partition).endOffset())))
                .build();
        assertThat(stream.take(FetchResponse.builder()
                        .responses(List.of(FetchableTopicResponse.builder()
                                .topicId(TOPIC)
                                .partitions(List.of(data))
                                .build()))
                        .build()))
                .isTrue();
    }

    private void answerNothing() {
        assertThat(stream.take(FetchResponse.builder().build())).isTrue();
    }

    private static ReplicaKey key(int partition) {
        return new ReplicaKey(TOPIC, partition);
    }

    private static ByteBuffer batch(long offset) {
        ByteBuffer batch = RecordBatchBuilder.plain()
                .append(1, null, ByteBuffer.wrap(new byte[] {1}))
                .build();
        RecordBatch.at(batch, batch.position()).assign(offset, EPOCH);
        return batch;
    }
}

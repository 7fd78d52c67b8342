package io.weir.replication.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.replication.rate.Allowance;
import io.weir.replication.rate.RateAllowance;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a broker that follows several partitions is sent. */
final class FollowerSessionTest {

    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final int MAX_BYTES = 10 << 20;

    private final Map<Integer, FakePartition> partitions = new HashMap<>();
    private final FollowerSession session =
            new FollowerSession(key -> Optional.ofNullable(partitions.get(key.partition())), () -> {});
    private long nanos = 1;
    private long rate = 10 << 20;
    private int questions;

    @Test
    void whoIsNoReplicaYetIsToldSoUntilItIs() {
        // given: the follower knows of its assignment before the leader does
        FakePartition partition = partition(0, 100);
        partition.isReplica = false;

        // when
        ask(0);

        // then: it has to say again where it stands, or it would never count as in sync
        assertThat(answer().errorCode()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER.code());

        // when
        partition.isReplica = true;
        ask(0);

        // then
        assertThat(answer().errorCode()).isZero();
        assertThat(partition.positions).isEqualTo(2);
    }

    @Test
    void whatKeepsReplicasInSyncIsSentBeforeWhatIsBehind() {
        // given
        Allowance allowance = new RateAllowance(() -> Long.MAX_VALUE, () -> nanos);
        partition(0, 8 << 20).allowance = Optional.of(allowance);
        partition(1, 1_000);

        // when
        ask(0, 1);
        List<PartitionData> sent = all();

        // then
        assertThat(sent).extracting(PartitionData::partitionIndex).containsExactly(1, 0);
        assertThat(bytes(sent.getLast())).isEqualTo(1 << 20);
    }

    @Test
    void aFollowerThatConsumersReadFromHearsOfTheHighWatermarkAtOnce() {
        // given: it has all, and names what its readers know to be safe
        FakePartition read = partition(0, 0);
        partition(1, 0);
        ask(FetchPartition.builder().partition(0).highWatermark(5).build());
        ask(FetchPartition.builder().partition(1).build());
        read.highWatermark = 5;
        assertThat(session.answer(false)).isEmpty();

        // when
        read.highWatermark = 7;
        read.highWatermarkWatcher.run();

        // then
        assertThat(atOnce())
                .extracting(PartitionData::partitionIndex, PartitionData::highWatermark)
                .contains(tuple(0, 7L));
        assertThat(session.answer(false)).isEmpty();
    }

    @Test
    void aReaderThatComesLateIsToldWhatItsFollowerMissed() {
        // given
        partition(0, 0).highWatermark = 9;

        // when
        ask(FetchPartition.builder().partition(0).highWatermark(5).build());

        // then
        assertThat(atOnce()).extracting(PartitionData::highWatermark).containsExactly(9L);
    }

    @Test
    void aFollowerThatNobodyReadsFromIsNotWokenForTheHighWatermark() {
        // given
        FakePartition partition = partition(0, 0);
        ask(FetchPartition.builder().partition(0).highWatermark(5).build());
        ask(FetchPartition.builder().partition(0).build());

        // when
        partition.highWatermark = 7;
        partition.highWatermarkWatcher.run();

        // then: it hears of it with the end of its waiting
        assertThat(session.answer(false)).isEmpty();
        assertThat(session.answer(true).orElseThrow().responses()).hasSize(1);
    }

    @Test
    void aBatchThatDoesNotFitIsSentNextWithoutAnotherAppend() {
        // given: each fills most of an answer, and is one batch
        partition(0, 8 << 20).isCut = false;
        partition(1, 8 << 20).isCut = false;
        ask(0, 1);
        assertThat(all()).extracting(PartitionData::partitionIndex).containsExactly(0);

        // when: the follower has what it was sent, and asks for more of that
        ask(0);

        // then
        assertThat(all()).extracting(PartitionData::partitionIndex).containsExactly(1);
    }

    @Test
    void whatHasNothingNewIsReadOnce() {
        // given
        partition(0, 1_000);
        FakePartition atItsEnd = partition(1, 0);

        // when
        ask(0, 1);
        all();
        ask(0);
        all();

        // then
        assertThat(atItsEnd.reads).isEqualTo(1);
    }

    @Test
    void aLargeBatchOfWhoIsBehindComesWholeThoughOthersAreSent() {
        // given
        Allowance allowance = new RateAllowance(() -> Long.MAX_VALUE, () -> nanos);
        FakePartition large = partition(0, 3 << 20);
        large.allowance = Optional.of(allowance);
        large.isCut = false;
        partition(1, 1_000);

        // when
        ask(0, 1);

        // then
        assertThat(all()).extracting(PartitionData::partitionIndex).containsExactly(1, 0);
    }

    @Test
    void whatIsBehindIsSentAtItsRate() {
        // given
        Allowance allowance = new RateAllowance(() -> rate, () -> nanos);
        partition(0, 64 << 20).allowance = Optional.of(allowance);
        partition(1, 64 << 20).allowance = Optional.of(allowance);

        // when: it asks as often as it can for five seconds
        long sent = 0;
        for (int i = 0; i < 5_000; i++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(1);
            ask(0, 1);
            sent += all().stream().mapToLong(FollowerSessionTest::bytes).sum();
        }

        // then
        assertThat(sent).isBetween(5 * rate, 5 * rate + rate / 4);

        // when: nothing is left for now
        ask(0, 1);

        // then
        assertThat(session.answer(false)).isEmpty();
        assertThat(session.isHeldBack()).isTrue();

        // when
        nanos += TimeUnit.SECONDS.toNanos(1);

        // then
        assertThat(session.answer(false)).isPresent();
    }

    private FakePartition partition(int id, int bytes) {
        FakePartition partition = new FakePartition(bytes);
        partitions.put(id, partition);
        return partition;
    }

    private void ask(int... ids) {
        List<FetchPartition> positions = IntStream.of(ids)
                .mapToObj(id -> FetchPartition.builder()
                        .partition(id)
                        .partitionMaxBytes(MAX_BYTES)
                        .build())
                .toList();
        take(positions);
    }

    private void ask(FetchPartition position) {
        take(List.of(position));
    }

    private void take(List<FetchPartition> positions) {
        assertThat(session.take(FetchRequest.builder()
                        .sessionEpoch(questions++)
                        .maxBytes(MAX_BYTES)
                        .topics(List.of(FetchTopic.builder()
                                .topicId(TOPIC)
                                .partitions(positions)
                                .build()))
                        .build()))
                .isEqualTo(ErrorCode.NONE);
    }

    private List<PartitionData> atOnce() {
        return partitions(session.answer(false));
    }

    private List<PartitionData> all() {
        return partitions(session.answer(true));
    }

    private static List<PartitionData> partitions(Optional<FetchResponse> answer) {
        return answer.map(FetchResponse::responses).orElseThrow().stream()
                .flatMap(topic -> topic.partitions().stream())
                .toList();
    }

    private PartitionData answer() {
        return all().getFirst();
    }

    private static long bytes(PartitionData data) {
        return data.records() == null ? 0 : data.records().sizeBytes();
    }

    /** A partition with so many bytes in one batch, which can be cut anywhere unless the test says otherwise. */
    private static final class FakePartition implements LedPartition {
        private final int size;
        private long highWatermark;
        private Runnable highWatermarkWatcher = () -> {};
        private boolean isReplica = true;
        private boolean isCut = true;
        private int reads;
        private int positions;
        private Optional<Allowance> allowance = Optional.empty();

        private FakePartition(int size) {
            this.size = size;
        }

        @Override
        public boolean fetched(int nodeId, long brokerEpoch, FetchPartition position) {
            positions++;
            return isReplica;
        }

        @Override
        public PartitionData read(FetchPartition position, int maxBytes, boolean atLeastOneBatch) {
            reads++;
            int bytes = isCut ? Math.min(size, maxBytes) : size <= maxBytes || atLeastOneBatch ? size : 0;
            return PartitionData.builder()
                    .partitionIndex(position.partition())
                    .records(new BufferPayload(ByteBuffer.allocate(bytes)))
                    .build();
        }

        @Override
        public Optional<Allowance> allowance(int nodeId) {
            return allowance;
        }

        @Override
        public long endOffset() {
            return size == 0 ? 0 : 1;
        }

        @Override
        public long highWatermark() {
            return highWatermark;
        }

        @Override
        public void watch(Runnable watcher) {}

        @Override
        public void watchHighWatermark(Runnable watcher) {
            highWatermarkWatcher = watcher;
        }

        @Override
        public void unwatch(Runnable watcher) {}
    }
}

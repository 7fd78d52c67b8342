package io.weir.replication.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.EpochEndOffset;
import io.weir.protocol.messages.FetchResponse.FetchableTopicResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.replication.follower.FollowerReplica.Outcome;
import io.weir.replication.rate.Allowance;
import io.weir.replication.rate.RateAllowance;
import io.weir.replication.terms.ReplicaKey;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a leader's answers do to a follower's log, and what the follower asks next. */
final class FollowerReplicaTest {

    private static final ReplicaKey KEY = new ReplicaKey(new Uuid(1, 2), 0);
    private static final FetchSettings SETTINGS = new FetchSettings(1 << 20, 1 << 20, 500, 20);
    private static final Allowance FREE = new RateAllowance(() -> Long.MAX_VALUE, () -> 1);

    private final FakeLog log = new FakeLog();
    private final FollowerReplica replica = new FollowerReplica(log);

    @Test
    void recordsAreAddedWholeAndTheHighWatermarkIsNeverBehindTheEnd() {
        // given: three batches of which the last is cut off
        ByteBuffer bytes = ByteBuffer.allocate(3 * batch(0, 4).remaining() - 5);
        bytes.put(batch(0, 4)).put(batch(1, 4));
        bytes.put(batch(2, 4).limit(bytes.remaining()));

        // when
        Outcome outcome = replica.take(answer().records(new BufferPayload(bytes.flip()))
                .highWatermark(3)
                .build());

        // then
        assertThat(outcome).isEqualTo(Outcome.MOVED);
        assertThat(log.epochs).containsExactly(4, 4);
        assertThat(log.highWatermark).isEqualTo(2);
    }

    @Test
    void whatTheLeaderDoesNotHaveIsCutOffEpochByEpoch() {
        // given
        log.epochs.addAll(List.of(1, 1, 1, 2, 2, 5));

        // when: the leader knows epoch 3 last before its own, up to offset 9; here epoch 2 is the last below it
        Outcome first = replica.take(parting(3, 9));

        // then
        assertThat(first).isEqualTo(Outcome.MOVED);
        assertThat(log.epochs).containsExactly(1, 1, 1, 2, 2);

        // when
        Outcome second = replica.take(parting(1, 2));

        // then
        assertThat(second).isEqualTo(Outcome.MOVED);
        assertThat(log.epochs).containsExactly(1, 1);
    }

    @Test
    void aLogThatEndsBeforeTheLeadersBeginsStartsOverThere() {
        // given
        log.epochs.addAll(List.of(1, 1));

        // when
        Outcome outcome = replica.take(answer().errorCode(ErrorCode.OFFSET_OUT_OF_RANGE.code())
                .logStartOffset(40)
                .build());

        // then
        assertThat(outcome).isEqualTo(Outcome.MOVED);
        assertThat(log.endOffset()).isEqualTo(40);
    }

    @Test
    void aLogThatStartsOverInsideABatchOfTheLeaderTakesTheBatchWhole() {
        // given: the leader's records before 41 were deleted, and it has them in one batch with those behind
        log.startOverAt(41);

        // when
        Outcome outcome = replica.take(answer().records(new BufferPayload(batch(40, 4, 2)))
                .logStartOffset(41)
                .build());

        // then
        assertThat(outcome).isEqualTo(Outcome.MOVED);
        assertThat(log.endOffset()).isEqualTo(42);
        assertThat(log.startOffset()).isEqualTo(41);
    }

    @Test
    void aLogThatWasCutInsideABatchOfTheLeaderTakesTheBatchWhole() {
        // given
        log.epochs.addAll(List.of(1, 1, 1));

        // when
        Outcome outcome =
                replica.take(answer().records(new BufferPayload(batch(2, 4, 2))).build());

        // then
        assertThat(outcome).isEqualTo(Outcome.MOVED);
        assertThat(log.epochs).containsExactly(1, 1, 4, 4);
    }

    @Test
    void onlyWhatHasMovedIsNamedAgain() {
        // given
        LeaderStream stream = new LeaderStream(2, SETTINGS, FREE);
        stream.follow(KEY, 4, replica);

        // when
        FetchRequest first = stream.next(70);
        assertThat(stream.take(response(
                        answer().records(new BufferPayload(batch(0, 4))).build())))
                .isTrue();
        FetchRequest second = stream.next(70);
        assertThat(stream.take(FetchResponse.builder().build())).isTrue();
        FetchRequest third = stream.next(70);

        // then
        assertThat(positions(first)).extracting(FetchPartition::fetchOffset).containsExactly(0L);
        assertThat(positions(second)).extracting(FetchPartition::fetchOffset).containsExactly(1L);
        assertThat(positions(second))
                .extracting(FetchPartition::lastFetchedEpoch)
                .containsExactly(4);
        assertThat(positions(third)).isEmpty();
        assertThat(third.sessionEpoch()).isEqualTo(2);
    }

    @Test
    void anAnswerFromBeforeThePositionWasToldIsPassedOver() {
        // given: a question is on its way when the partition is followed anew, in another epoch
        LeaderStream stream = new LeaderStream(2, SETTINGS, FREE);
        stream.follow(KEY, 4, replica);
        FetchRequest before = stream.next(70);
        stream.follow(KEY, 5, replica);
        FetchRequest after = stream.next(70);

        // when
        stream.take(response(answer().records(new BufferPayload(batch(0, 4))).build()));

        // then
        assertThat(log.epochs).isEmpty();
        assertThat(positions(before)).hasSize(1);
        assertThat(positions(after)).hasSize(1);

        // when
        stream.take(response(answer().records(new BufferPayload(batch(0, 5))).build()));

        // then
        assertThat(log.epochs).containsExactly(5);
    }

    @Test
    void aPartitionThatFailsIsAskedForAgainAndHoldsUpNoOther() {
        // given
        LeaderStream stream = new LeaderStream(2, SETTINGS, FREE);
        stream.follow(KEY, 4, replica);
        log.isBroken = true;
        stream.next(70);

        // when
        stream.take(response(answer().records(new BufferPayload(batch(0, 4))).build()));
        log.isBroken = false;
        FetchRequest again = stream.next(70);

        // then
        assertThat(positions(again)).hasSize(1);
        assertThat(again.maxWaitMs()).isEqualTo(SETTINGS.againMs());
    }

    @Test
    void theLeaderIsToldOnceThatSomebodyWaitsForTheHighWatermark() {
        // given
        LeaderStream stream = new LeaderStream(2, SETTINGS, FREE);
        stream.follow(KEY, 4, replica);
        FetchPartition first = positions(stream.next(70)).getFirst();
        log.highWatermark = 3;
        stream.tell(KEY);
        assertThat(stream.hasNews()).isFalse();

        // when
        log.isAwaited = true;
        stream.tell(KEY);
        FetchPartition second = positions(stream.next(70)).getFirst();
        stream.tell(KEY);

        // then
        assertThat(first.highWatermark()).isEqualTo(Long.MAX_VALUE);
        assertThat(second.highWatermark()).isEqualTo(3);
        assertThat(stream.hasNews()).isFalse();
    }

    @Test
    void theLeaderIsToldWhereTheLogStartsNow() {
        // given
        LeaderStream stream = new LeaderStream(2, SETTINGS, FREE);
        stream.follow(KEY, 4, replica);
        stream.next(70);

        // when
        log.start = 8;
        stream.tell(KEY);

        // then
        assertThat(positions(stream.next(70)))
                .extracting(FetchPartition::logStartOffset)
                .containsExactly(8L);
    }

    private static List<FetchPartition> positions(FetchRequest request) {
        return request.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .toList();
    }

    private static FetchResponse response(PartitionData data) {
        return FetchResponse.builder()
                .responses(List.of(FetchableTopicResponse.builder()
                        .topicId(KEY.topicId())
                        .partitions(List.of(data))
                        .build()))
                .build();
    }

    private static PartitionData parting(int epoch, long endOffset) {
        return answer().divergingEpoch(EpochEndOffset.builder()
                        .epoch(epoch)
                        .endOffset(endOffset)
                        .build())
                .build();
    }

    private static PartitionData.Builder answer() {
        return PartitionData.builder().partitionIndex(0).highWatermark(0).records(BufferPayload.EMPTY);
    }

    private static ByteBuffer batch(long offset, int epoch) {
        return batch(offset, epoch, 1);
    }

    private static ByteBuffer batch(long offset, int epoch, int records) {
        RecordBatchBuilder builder = RecordBatchBuilder.plain();
        for (int i = 0; i < records; i++) {
            builder.append(1, null, ByteBuffer.wrap(new byte[] {1}));
        }
        ByteBuffer batch = builder.build();
        RecordBatch.at(batch, batch.position()).assign(offset, epoch);
        return batch;
    }
}

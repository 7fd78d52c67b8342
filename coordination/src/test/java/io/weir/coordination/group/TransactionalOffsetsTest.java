package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.coordination.runtime.CoordinatorException;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offsets committed within transactions: they count with the marker, live or replayed, and never without a proof. */
class TransactionalOffsetsTest {

    private static final TransactionalProducer PRODUCER = new TransactionalProducer(7, (short) 3);
    private static final int FETCH_VERSION = 9;

    private final GroupWorld world = new GroupWorld();

    @BeforeEach
    void createTopic() {
        world.topics().create("topic", 1);
    }

    @Test
    void countWhenTheTransactionIsCommitted() {
        assertThat(commit(PRODUCER, 5)).isEqualTo(ErrorCode.NONE);
        assertThat(fetch(false).committedOffset()).isEqualTo(-1);
        assertThat(fetch(true).errorCode()).isEqualTo(ErrorCode.UNSTABLE_OFFSET_COMMIT.code());

        end(PRODUCER, true);

        assertThat(fetch(true).committedOffset()).isEqualTo(5);
    }

    @Test
    void neverCountWhenItIsAborted() {
        commit(PRODUCER, 5);

        end(PRODUCER, false);

        assertThat(fetch(true).committedOffset()).isEqualTo(-1);
        assertThat(fetch(true).errorCode()).isZero();
    }

    @Test
    void outliveARestart() {
        commit(PRODUCER, 5);
        world.restart();
        assertThat(fetch(true).errorCode()).isEqualTo(ErrorCode.UNSTABLE_OFFSET_COMMIT.code());

        end(PRODUCER, true);
        world.restart();

        assertThat(fetch(true).committedOffset()).isEqualTo(5);
    }

    @Test
    void anOlderCommitDoesNotCoverANewerOne() {
        TransactionalProducer other = new TransactionalProducer(8, (short) 0);
        commit(PRODUCER, 5);
        commit(other, 9);
        end(other, true);

        end(PRODUCER, true);

        assertThat(fetch(true).committedOffset()).isEqualTo(9);
        world.restart();
        assertThat(fetch(true).committedOffset()).isEqualTo(9);
    }

    @Test
    void aProofIsWorthNothingAfterTheEndOfTheTransaction() {
        TransactionProof proof = now(world.coordinator().beginTransactionProof("group", PRODUCER));
        end(PRODUCER, false);

        assertThat(commit(PRODUCER, 5, proof)).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(fetch(true).errorCode()).isZero();
    }

    /** The producer goes on once the outcome is decided: it may be here again before the marker is. */
    @Test
    void theMarkerOfTheTransactionBeforeLeavesTheNextOneItsProof() {
        TransactionalProducer next = new TransactionalProducer(PRODUCER.id(), (short) (PRODUCER.epoch() + 1));
        commit(PRODUCER, 5);
        TransactionProof proof = now(world.coordinator().beginTransactionProof("group", next));
        TransactionEnd end = new TransactionEnd(next, new EndTxnMarker(true, 1), 2);
        assertThat(now(world.coordinator().endTransaction(0, end))).isEqualTo(ErrorCode.NONE);

        assertThat(commit(next, 9, proof)).isEqualTo(ErrorCode.NONE);
    }

    /** Anybody may begin one for any producer, and never come back. */
    @Test
    void aProofThatComesToNothingIsForgotten() {
        OffsetProofs proofs = new OffsetProofs();
        long number = proofs.begin(PRODUCER, 0);
        for (int i = 0; i < 10_000; i++) {
            proofs.begin(new TransactionalProducer(100 + i, (short) 0), i);
        }
        assertThat(proofs.isWorthSomething(PRODUCER.id(), number)).isTrue();

        proofs.begin(new TransactionalProducer(8, (short) 0), 10_000 + OffsetProofs.LIFETIME_MS);

        assertThat(proofs.count()).isEqualTo(1);
        assertThat(proofs.isWorthSomething(PRODUCER.id(), number)).isFalse();
    }

    @Test
    void whoAsksAgainHasTheSameProofForLonger() {
        OffsetProofs proofs = new OffsetProofs();
        long number = proofs.begin(PRODUCER, 0);

        assertThat(proofs.begin(PRODUCER, OffsetProofs.LIFETIME_MS - 1)).isEqualTo(number);
        proofs.begin(new TransactionalProducer(8, (short) 0), OffsetProofs.LIFETIME_MS + 1);

        assertThat(proofs.isWorthSomething(PRODUCER.id(), number)).isTrue();
    }

    @Test
    void aMarkerOfAnOldEpochChangesNothing() {
        end(new TransactionalProducer(7, (short) 4), false);
        CompletableFuture<ErrorCode> stale = world.coordinator().endTransaction(0, of(PRODUCER, true));
        world.time().settle();

        assertThatThrownBy(stale::join)
                .hasCauseInstanceOf(CoordinatorException.class)
                .hasMessageContaining("newer epoch");
        assertThat(world.log().replays()).isEqualTo(1);
    }

    private ErrorCode commit(TransactionalProducer producer, long offset) {
        return commit(producer, offset, now(world.coordinator().beginTransactionProof("group", producer)));
    }

    private ErrorCode commit(TransactionalProducer producer, long offset, TransactionProof proof) {
        TxnOffsetCommitRequest request = TxnOffsetCommitRequest.builder()
                .transactionalId("tx")
                .groupId("group")
                .producerId(producer.id())
                .producerEpoch(producer.epoch())
                .topics(List.of(TxnOffsetCommitRequestTopic.builder()
                        .name("topic")
                        .partitions(List.of(TxnOffsetCommitRequestPartition.builder()
                                .committedOffset(offset)
                                .build()))
                        .build()))
                .build();
        return ErrorCode.forCode(now(world.coordinator().txnOffsetCommit(request, proof))
                .topics()
                .getFirst()
                .partitions()
                .getFirst()
                .errorCode());
    }

    private void end(TransactionalProducer producer, boolean isCommit) {
        assertThat(now(world.coordinator().endTransaction(0, of(producer, isCommit))))
                .isEqualTo(ErrorCode.NONE);
    }

    private static TransactionEnd of(TransactionalProducer producer, boolean isCommit) {
        return new TransactionEnd(producer, new EndTxnMarker(isCommit, 1), 0);
    }

    private OffsetFetchResponsePartitions fetch(boolean requireStable) {
        OffsetFetchRequest request = OffsetFetchRequest.builder()
                .requireStable(requireStable)
                .groups(List.of(OffsetFetchRequestGroup.builder()
                        .groupId("group")
                        .topics(List.of(OffsetFetchRequestTopics.builder()
                                .name("topic")
                                .partitionIndexes(List.of(0))
                                .build()))
                        .build()))
                .build();
        return now(world.coordinator().offsetFetch(GroupWorld.context("client", FETCH_VERSION), request))
                .groups()
                .getFirst()
                .topics()
                .getFirst()
                .partitions()
                .getFirst();
    }

    private <R> R now(CompletableFuture<R> future) {
        world.time().settle();
        assertThat(future).isCompleted();
        return future.join();
    }
}

package io.weir.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.TestBatches;
import io.weir.log.producer.BatchSequence;
import io.weir.log.producer.ProducerState;
import io.weir.log.segment.AbortedTransaction;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.records.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchCleanerTest {

    private static final long RETENTION_MS = 100;

    private final OffsetMap offsets = new OffsetMap(100, 0.9, new KeyHash(new byte[16]));
    private final TransactionTracker transactions = new TransactionTracker();
    private long nowMs = 1_000;
    private ProducerNeeds producers = new ProducerNeeds(List.of());

    @AfterEach
    void free() {
        offsets.close();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheLastRecordOfAKeyInItsPlaceAndCodec(CompressionType codec) {
        // given a batch from 10 to 13, of which the first and the last record are superseded
        ByteBuffer batch = new RecordBatchBuilder(Compression.of(codec))
                .baseOffset(10)
                .leaderEpoch(7)
                .producer(new ProducerSequence(5, (short) 2, 40))
                .append(500, utf8("a"), utf8("1"))
                .append(700, utf8("b"), utf8("2"), List.of(new RecordHeader(utf8("h"), utf8("x"))))
                .append(600, utf8("c"), utf8("3"))
                .append(900, utf8("a"), utf8("4"))
                .build();
        offsets.put(utf8("a"), 20);

        // when
        RecordBatch left = clean(batch, false).orElseThrow();

        // then
        assertThat(records(left))
                .containsExactly(
                        new Record(11, 700, utf8("b"), utf8("2"), List.of(new RecordHeader(utf8("h"), utf8("x")))),
                        new Record(12, 600, utf8("c"), utf8("3")));
        assertThat(left.isCrcValid()).isTrue();
        assertThat(left.baseOffset()).isEqualTo(10);
        assertThat(left.lastOffset()).isEqualTo(13);
        assertThat(left.maxTimestamp()).isEqualTo(700);
        assertThat(left.partitionLeaderEpoch()).isEqualTo(7);
        assertThat(left.producerId()).isEqualTo(5);
        assertThat(left.producerEpoch()).isEqualTo((short) 2);
        assertThat(left.lastSequence()).isEqualTo(43);
        assertThat(left.compression()).isEqualTo(codec);
    }

    @Test
    void leavesABatchAsItIsWhenEverythingInItSurvives() {
        ByteBuffer batch = plain(10, "a", "1");
        offsets.put(utf8("a"), 10);

        assertThat(clean(batch, false).orElseThrow().bytes()).isEqualTo(batch);
    }

    @Test
    void dropsABatchWithoutSurvivorsUnlessItMustStay() {
        // given
        ByteBuffer batch = plain(10, "a", "1");
        offsets.put(utf8("a"), 11);

        // when
        Optional<RecordBatch> dropped = clean(batch, false);
        RecordBatch kept = clean(batch, true).orElseThrow();

        // then
        assertThat(dropped).isEmpty();
        assertThat(kept.recordCount()).isZero();
        assertThat(kept.sizeBytes()).isEqualTo(RecordBatch.HEADER_BYTES);
        assertThat(kept.isCrcValid()).isTrue();
        assertThat(kept.lastOffset()).isEqualTo(10);
    }

    @Test
    void dropsRecordsWithoutAKeyAndLeavesWhatWasNotMapped() {
        ByteBuffer keyless = RecordBatchBuilder.plain()
                .baseOffset(10)
                .append(0, null, utf8("1"))
                .build();

        assertThat(clean(keyless, false)).isEmpty();
        assertThat(clean(plain(100, null, "1"), false)).isPresent();
    }

    @Test
    void givesATombstoneItsTimeAndDropsItAfterwards() {
        // given
        ByteBuffer batch = plain(10, "a", null);
        offsets.put(utf8("a"), 10);

        // when it is met for the first time
        RecordBatch waiting = clean(batch, false).orElseThrow();

        // then it stays, and the batch says until when
        assertThat(waiting.hasDeleteHorizon()).isTrue();
        assertThat(waiting.deleteHorizonMs()).isEqualTo(nowMs + RETENTION_MS);
        assertThat(waiting.isCrcValid()).isTrue();
        assertThat(records(waiting)).containsExactly(new Record(10, 500, utf8("a"), null));

        // when less and when all of its time has passed
        nowMs += RETENTION_MS - 1;
        Optional<RecordBatch> before = clean(waiting.bytes(), false);
        nowMs++;
        Optional<RecordBatch> after = clean(waiting.bytes(), false);

        // then
        assertThat(before.orElseThrow().bytes()).isEqualTo(waiting.bytes());
        assertThat(after).isEmpty();
    }

    @Test
    void keepsTheTimeOfATombstoneWhenItsBatchIsRewritten() {
        // given a batch that waits already
        ByteBuffer batch = RecordBatchBuilder.plain()
                .baseOffset(10)
                .deleteHorizon(1_050)
                .append(500, utf8("a"), null)
                .append(501, utf8("b"), utf8("1"))
                .build();
        offsets.put(utf8("b"), 20);

        // when
        RecordBatch left = clean(batch, false).orElseThrow();

        // then
        assertThat(left.deleteHorizonMs()).isEqualTo(1_050);
        assertThat(records(left)).containsExactly(new Record(10, 500, utf8("a"), null));
    }

    @Test
    void dropsAbortedRecordsAndKeepsTheMarkerUntilTheyAreGone() {
        // given
        ByteBuffer data = transactional(10);
        ByteBuffer marker = marker(11, false);
        AbortedTransaction aborted = new AbortedTransaction(5, 10, 11, 12);

        // when they are met together
        transactions.expect(List.of(aborted));
        Optional<RecordBatch> dataLeft = clean(data, false);
        Optional<RecordBatch> markerLeft = clean(marker, false);

        // then
        assertThat(dataLeft).isEmpty();
        assertThat(markerLeft.orElseThrow().bytes()).isEqualTo(marker);
        assertThat(transactions.takeRemaining()).containsExactly(aborted);

        // when only the marker is left
        transactions.expect(List.of(aborted));
        RecordBatch waiting = clean(marker, false).orElseThrow();

        // then it gets its time, and readers need not be told any more
        assertThat(waiting.deleteHorizonMs()).isEqualTo(nowMs + RETENTION_MS);
        assertThat(waiting.isControl()).isTrue();
        assertThat(waiting.isTransactional()).isTrue();
        assertThat(EndTxnMarker.of(records(waiting).getFirst()).isCommit()).isFalse();
        assertThat(transactions.takeRemaining()).isEmpty();

        // when that is over
        nowMs += RETENTION_MS;

        // then
        assertThat(clean(waiting.bytes(), false)).isEmpty();
    }

    @Test
    void keepsTheMarkerOfACommittedTransactionWhileItHasBatches() {
        // given
        ByteBuffer data = transactional(10);
        ByteBuffer marker = marker(11, true);
        clean(data, false);

        // then
        assertThat(clean(marker, false).orElseThrow().hasDeleteHorizon()).isFalse();
        assertThat(clean(marker, false).orElseThrow().hasDeleteHorizon()).isTrue();
    }

    @Test
    void keepsTheLastBatchOfAProducerForItsSequence() {
        // given
        producers = new ProducerNeeds(
                List.of(new ProducerState(5, (short) 0, 0, 0, -1, List.of(new BatchSequence(3, 10, 0, 0)))));
        offsets.put(utf8("a"), 50);

        // when
        RecordBatch left = clean(transactional(10), false).orElseThrow();

        // then
        assertThat(left.recordCount()).isZero();
        assertThat(left.lastSequence()).isEqualTo(3);
        assertThat(left.isTransactional()).isTrue();
        assertThat(clean(transactional(9), false)).isEmpty();
    }

    @Test
    void keepsTheLastMarkerOfAProducerWithoutRecordsForItsEpoch() {
        // given a marker that may go
        producers = new ProducerNeeds(List.of(new ProducerState(5, (short) 0, 0, 0, -1, List.of())));
        RecordBatch waiting = clean(marker(11, true), false).orElseThrow();
        nowMs += RETENTION_MS;

        // when
        RecordBatch left = clean(waiting.bytes(), false).orElseThrow();

        // then
        assertThat(left.recordCount()).isZero();
        assertThat(left.isControl()).isTrue();
        assertThat(left.producerEpoch()).isZero();
    }

    private Optional<RecordBatch> clean(ByteBuffer batch, boolean mustStay) {
        Survivors survivors = new Survivors(offsets, 100, nowMs, RETENTION_MS);
        return new BatchCleaner(survivors, transactions, producers)
                .clean(RecordBatch.at(batch, 0), mustStay)
                .map(bytes -> RecordBatch.at(bytes, 0));
    }

    private static ByteBuffer plain(
            long offset,
            @org.jspecify.annotations.Nullable String key,
            @org.jspecify.annotations.Nullable String value) {
        return RecordBatchBuilder.plain()
                .baseOffset(offset)
                .append(500, key == null ? null : utf8(key), value == null ? null : utf8(value))
                .build();
    }

    private static ByteBuffer transactional(long offset) {
        return RecordBatchBuilder.plain()
                .baseOffset(offset)
                .producer(new ProducerSequence(5, (short) 0, 3))
                .transactional()
                .append(500, utf8("a"), utf8("1"))
                .build();
    }

    private static ByteBuffer marker(long offset, boolean commit) {
        ByteBuffer marker = TestBatches.marker(5, 0, commit, 500);
        RecordBatch.at(marker, 0).assign(offset, 0);
        return marker;
    }

    private static List<Record> records(RecordBatch batch) {
        List<Record> records = new ArrayList<>();
        batch.records().forEachRemaining(records::add);
        return records;
    }

    private static ByteBuffer utf8(String text) {
        return TestBatches.utf8(text);
    }
}

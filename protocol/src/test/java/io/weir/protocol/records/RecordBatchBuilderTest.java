package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.Test;

class RecordBatchBuilderTest {

    private static final ByteBuffer VALUE = ByteBuffer.wrap(new byte[] {1, 2, 3});

    @Test
    void sizesAreKnownBeforehand() {
        // given
        Record record = new RandomRecords(5).from(0).getFirst();
        RecordBatchBuilder builder = RecordBatchBuilder.plain();
        long bound = builder.sizeBytes() + RecordBatchBuilder.sizeUpperBound(record);

        // when
        builder.append(record);

        // then
        assertThat((long) builder.sizeBytes()).isLessThanOrEqualTo(bound).isGreaterThan(bound - 22);
        assertThat(builder.build().remaining()).isEqualTo(builder.sizeBytes());
    }

    @Test
    void gapsAndAnEndBehindTheLastRecordSurvive() {
        // given
        RecordBatchBuilder builder = RecordBatchBuilder.plain()
                .baseOffset(100)
                .append(new Record(103, 9, VALUE, VALUE))
                .append(new Record(110, 8, VALUE, VALUE))
                .lastOffset(120);

        // when
        RecordBatch batch = RecordBatch.at(builder.build(), 0);

        // then
        assertThat(batch.baseOffset()).isEqualTo(100);
        assertThat(batch.nextOffset()).isEqualTo(121);
        assertThat(RecordBatchOracleTest.read(batch)).extracting(Record::offset).containsExactly(103L, 110L);
    }

    @Test
    void offsetsMustGrow() {
        RecordBatchBuilder builder = RecordBatchBuilder.plain().baseOffset(10).append(1, VALUE, VALUE);
        assertThatThrownBy(() -> builder.append(new Record(10, 1, VALUE, VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.append(new Record(11L + Integer.MAX_VALUE, 1, VALUE, VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.lastOffset(9)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyBatchesAreNotBuiltByAccident() {
        assertThatThrownBy(() -> RecordBatchBuilder.plain().build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void logAppendTimeReplacesTheRecordsOwn() {
        // given
        ByteBuffer bytes = new RecordBatchBuilder(Compression.of(CompressionType.LZ4))
                .logAppendTime(5_000)
                .append(1, VALUE, VALUE)
                .append(9_000, VALUE, VALUE)
                .build();

        // when
        var kafka = MemoryRecords.readableRecords(bytes).batches().iterator().next();

        // then
        kafka.ensureValid();
        assertThat(kafka.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(kafka)
                .extracting(org.apache.kafka.common.record.internal.Record::timestamp)
                .containsExactly(5_000L, 5_000L);
        assertThat(RecordBatchOracleTest.read(RecordBatch.at(bytes, 0)))
                .extracting(Record::timestampMs)
                .containsExactly(5_000L, 5_000L);
    }

    @Test
    void deleteHorizonKeepsTheRecordsTimes() {
        // given
        ByteBuffer bytes = RecordBatchBuilder.plain()
                .deleteHorizon(77_000)
                .append(1_000, VALUE, null)
                .build();

        // when
        var kafka = MemoryRecords.readableRecords(bytes).batches().iterator().next();

        // then
        kafka.ensureValid();
        assertThat(kafka.deleteHorizonMs()).hasValue(77_000);
        assertThat(kafka.iterator().next().timestamp()).isEqualTo(1_000);
        assertThat(RecordBatch.at(bytes, 0).deleteHorizonMs()).isEqualTo(77_000);
    }

    @Test
    void endOfTransactionMarkersAreThoseOfKafka() {
        for (boolean commit : new boolean[] {true, false}) {
            // given
            var type = commit ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
            ByteBuffer expected = MemoryRecords.withEndTransactionMarker(
                            0L, 500L, RecordBatch.NO_LEADER_EPOCH, 9L, (short) 4, new EndTransactionMarker(type, 33))
                    .buffer();
            EndTxnMarker marker = new EndTxnMarker(commit, 33);

            // when
            ByteBuffer built = marker.toBatch(9L, (short) 4, 500L);

            // then
            assertThat(built).isEqualTo(expected);
            RecordBatch batch = RecordBatch.at(built, 0);
            assertThat(batch.isControl()).isTrue();
            assertThat(batch.isTransactional()).isTrue();
            assertThat(EndTxnMarker.of(batch.records().next())).isEqualTo(marker);
        }
    }

    @Test
    void damagedControlRecordsAreRefused() {
        ByteBuffer key = new EndTxnMarker(true, 1).key();
        ByteBuffer value = new EndTxnMarker(true, 1).value();
        for (Record damaged : new Record[] {
            new Record(0, 1, null, value),
            new Record(0, 1, VALUE, value),
            new Record(0, 1, ControlType.LEADER_CHANGE.key(), value),
            new Record(0, 1, key, null),
            new Record(0, 1, key, VALUE),
            new Record(0, 1, ByteBuffer.wrap(new byte[] {-1, 0, 0, 1}), value),
            new Record(0, 1, key, ByteBuffer.wrap(new byte[] {-1, 0, 0, 0, 0, 1})),
        }) {
            assertThatThrownBy(() -> EndTxnMarker.of(damaged)).isInstanceOf(InvalidBatchException.class);
        }
        assertThat(ControlType.of(new Record(0, 1, ByteBuffer.wrap(new byte[] {0, 9, 0, 99, 1}), value)))
                .isEqualTo(ControlType.UNKNOWN);
    }

    @Test
    void stampsAreWhatKafkaReads() {
        // given
        ByteBuffer bytes = RecordBatchBuilder.plain().append(5, VALUE, VALUE).build();
        RecordBatch batch = RecordBatch.at(bytes, 0);
        var kafka = MemoryRecords.readableRecords(bytes).batches().iterator().next();

        // when, then
        batch.stampLogAppendTime(99);
        kafka.ensureValid();
        assertThat(kafka.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(kafka.maxTimestamp()).isEqualTo(99);

        batch.stampCreateTime(5);
        kafka.ensureValid();
        assertThat(kafka.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        assertThat(kafka.maxTimestamp()).isEqualTo(5);
    }

    @Test
    void aBatchMayLoseItsRecordsAndKeepItsPlace() {
        // given
        ByteBuffer bytes = new RecordBatchBuilder(Compression.of(CompressionType.GZIP))
                .baseOffset(50)
                .producer(new ProducerSequence(8L, (short) 2, 70))
                .append(5, VALUE, VALUE)
                .append(6, VALUE, VALUE)
                .build();

        // when
        ByteBuffer empty = RecordBatch.at(bytes, 0).withoutRecords();

        // then
        var kafka = MemoryRecords.readableRecords(empty).batches().iterator().next();
        kafka.ensureValid();
        assertThat(kafka.sizeInBytes()).isEqualTo(RecordBatch.HEADER_BYTES);
        assertThat(kafka.countOrNull()).isZero();
        assertThat(kafka.lastOffset()).isEqualTo(51);
        assertThat(kafka.lastSequence()).isEqualTo(71);
        assertThat(kafka.maxTimestamp()).isEqualTo(6);
        assertThat(kafka.iterator()).isExhausted();
    }

    @Test
    void recordsAreFoundByTime() {
        for (CompressionType type : CompressionType.values()) {
            // given
            ByteBuffer bytes = new RecordBatchBuilder(Compression.of(type))
                    .baseOffset(20)
                    .append(5, VALUE, VALUE)
                    .append(9, VALUE, VALUE)
                    .append(7, VALUE, VALUE)
                    .append(9, VALUE, VALUE)
                    .build();
            RecordBatch batch = RecordBatch.at(bytes, 0);

            // when, then
            assertThat(TimestampSearch.firstAtOrAfter(batch, 6, 0)).contains(new TimestampSearch.Hit(21, 9));
            assertThat(TimestampSearch.firstAtOrAfter(batch, 6, 22)).contains(new TimestampSearch.Hit(22, 7));
            assertThat(TimestampSearch.firstAtOrAfter(batch, 10, 0)).isEqualTo(Optional.empty());
            assertThat(TimestampSearch.latest(batch)).contains(new TimestampSearch.Hit(21, 9));
        }
    }
}

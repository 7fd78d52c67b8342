package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordWalkerTest {

    private static final ByteBuffer KEY = ByteBuffer.wrap(new byte[] {1});

    @ParameterizedTest
    @EnumSource
    void recordsWithoutKeyAreNamedWhereAKeyIsRequired(CompressionType type) {
        // given
        RecordBatch batch = batch(new RecordBatchBuilder(Compression.of(type))
                .append(5, KEY, KEY)
                .append(6, null, KEY)
                .append(7, KEY, null)
                .append(8, null, null));

        // when
        WalkedRecords walked = RecordWalker.walk(batch, RecordRules.NONE.withKeyRequired(true));

        // then
        assertThat(walked.defects()).containsExactly(new RecordDefect.MissingKey(1), new RecordDefect.MissingKey(3));
        assertThat(walked.errorCode()).isEqualTo(ErrorCode.INVALID_RECORD);
    }

    @Test
    void timestampsOutOfRangeAreNamedAndDecideTheErrorCode() {
        // given
        RecordBatch batch = batch(RecordBatchBuilder.plain()
                .append(899, KEY, KEY)
                .append(900, KEY, KEY)
                .append(1_010, KEY, KEY)
                .append(1_011, KEY, KEY)
                .append(RecordBatch.NO_TIMESTAMP, KEY, KEY)
                .append(1_000, null, KEY));
        RecordRules rules = RecordRules.NONE.withKeyRequired(true).withTimestampsAround(1_000, 100, 10);

        // when
        WalkedRecords walked = RecordWalker.walk(batch, rules);

        // then
        assertThat(walked.defects())
                .containsExactly(
                        new RecordDefect.TimestampOutOfRange(0, 899, 900, 1_010),
                        new RecordDefect.TimestampOutOfRange(3, 1_011, 900, 1_010),
                        new RecordDefect.MissingKey(5));
        assertThat(walked.errorCode()).isEqualTo(ErrorCode.INVALID_TIMESTAMP);
    }

    @Test
    void unlimitedTimestampRangesDoNotOverflow() {
        // given
        RecordBatch batch = batch(RecordBatchBuilder.plain().append(0, KEY, KEY).append(Long.MAX_VALUE, KEY, KEY));
        RecordRules rules = RecordRules.NONE.withTimestampsAround(1_000, Long.MAX_VALUE, Long.MAX_VALUE);

        // when
        WalkedRecords walked = RecordWalker.walk(batch, rules);

        // then
        assertThat(walked.defects()).isEmpty();
        assertThat(walked.errorCode()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void latestTimestampIsTheFirstOfEquals() {
        // given
        RecordBatch batch = batch(RecordBatchBuilder.plain()
                .append(5, KEY, KEY)
                .append(9, KEY, KEY)
                .append(9, KEY, KEY)
                .append(7, KEY, KEY));

        // when
        WalkedRecords walked = RecordWalker.walk(batch, RecordRules.NONE);

        // then
        assertThat(walked.maxTimestampMs()).isEqualTo(9);
        assertThat(walked.offsetDeltaOfMaxTimestamp()).isEqualTo(1);
        assertThat(walked.plainBytes()).isEqualTo(batch.sizeBytes() - RecordBatch.HEADER_BYTES);
    }

    @Test
    void defectsOfAnEndlessBatchAreNotListedEndlessly() {
        // given
        RecordBatchBuilder builder = RecordBatchBuilder.plain();
        for (int i = 0; i < 5_000; i++) {
            builder.append(1, null, null);
        }

        // when
        WalkedRecords walked = RecordWalker.walk(batch(builder), RecordRules.NONE.withKeyRequired(true));

        // then
        assertThat(walked.defects()).hasSize(RecordWalker.MAX_DEFECTS);
    }

    @ParameterizedTest
    @EnumSource
    void countsThatLieAreRefused(CompressionType type) {
        for (int claimed : new int[] {-1, 0, 1, 2, 4, 1_000, Integer.MAX_VALUE}) {
            // given
            ByteBuffer bytes = new RecordBatchBuilder(Compression.of(type))
                    .append(5, KEY, KEY)
                    .append(5, KEY, KEY)
                    .append(5, KEY, KEY)
                    .build();
            bytes.putInt(RecordBatch.RECORD_COUNT_AT, claimed);

            // when, then
            assertThatThrownBy(() -> RecordWalker.walk(RecordBatch.at(bytes, 0), RecordRules.NONE))
                    .isInstanceOfSatisfying(
                            InvalidBatchException.class,
                            e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_RECORD));
            if (claimed != 0) {
                assertThatThrownBy(() -> RecordBatchOracleTest.read(RecordBatch.at(bytes, 0)))
                        .isInstanceOf(InvalidBatchException.class);
            }
        }
    }

    @Test
    void gapsInOffsetsAreRefused() {
        // given
        RecordBatch batch = batch(
                RecordBatchBuilder.plain().append(new Record(0, 5, KEY, KEY)).append(new Record(2, 5, KEY, KEY)));

        // when, then
        assertThatThrownBy(() -> RecordWalker.walk(batch, RecordRules.NONE))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("Record 1 of 2: offset delta 2 is not valid");
    }

    @Test
    void batchesThatExpandBeyondTheLimitAreRefused() {
        // given
        RecordBatch batch = batch(new RecordBatchBuilder(Compression.of(CompressionType.ZSTD))
                .append(1, KEY, ByteBuffer.allocate(1 << 20)));

        // when, then
        assertThatThrownBy(() -> RecordWalker.walk(batch, RecordRules.NONE.withMaxPlainBytes(1 << 19)))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("limit of 524288");
    }

    @ParameterizedTest
    @EnumSource
    void malformedRecordsAreRefusedWithTheirIndex(CompressionType type) throws IOException {
        for (byte[] body : List.of(
                // attributes, timestamp delta, offset delta 1, key, value, headers; numbers are zig-zag encoded
                new byte[] {0, 0, 2, 1, 1},
                new byte[] {0, 0, 2, 3, 1, 0},
                new byte[] {0, 0, 2, 4, 1, 0},
                new byte[] {0, 0, 2, 1, 3, 0},
                new byte[] {0, 0, 2, 1, 90, 0},
                new byte[] {0, 0, 2, 1, 1, 0, 0},
                new byte[] {0, 0, 2, 1, 1, 1},
                new byte[] {0, 0, 2, 1, 1, 2},
                new byte[] {0, 0, 2, 1, 1, 2, 1, 1},
                new byte[] {0, 0, 2, 1, 1, 2, 0, 3},
                new byte[] {0, 0, 2, 1, 1, 4, 0, 1},
                new byte[] {0, 0, 2, 1, 1, -2, -1, -1, -1, 15},
                new byte[] {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 1, 1, 0})) {
            // given
            RecordBatch batch = batchWithSecondRecord(type, body);

            // when, then
            assertThatThrownBy(() -> RecordWalker.walk(batch, RecordRules.NONE))
                    .as("%s", (Object) body)
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessageStartingWith("Record 1 of 2: ");
            assertThatThrownBy(() -> RecordBatchOracleTest.read(batch))
                    .as("%s", (Object) body)
                    .isInstanceOf(InvalidBatchException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theShortestRecordIsAccepted(CompressionType type) throws IOException {
        // given
        RecordBatch batch = batchWithSecondRecord(type, new byte[] {0, 0, 2, 1, 1, 0});

        // when
        WalkedRecords walked = RecordWalker.walk(batch, RecordRules.NONE);

        // then
        assertThat(walked.defects()).isEmpty();
    }

    private static RecordBatch batchWithSecondRecord(CompressionType type, byte[] body) throws IOException {
        ByteBuffer first = RecordBatchBuilder.plain().append(5, KEY, KEY).build();
        var out = new GrowableBytes(100);
        out.write(first.slice(0, RecordBatch.HEADER_BYTES));
        OutputStream records = Compression.of(type).compressInto(out);
        records.write(
                first.array(),
                first.arrayOffset() + RecordBatch.HEADER_BYTES,
                first.limit() - RecordBatch.HEADER_BYTES);
        records.write(body.length * 2);
        records.write(body);
        records.close();
        ByteBuffer bytes = out.toBuffer();
        bytes.putInt(RecordBatch.RECORD_COUNT_AT, 2);
        RecordBatch batch = RecordBatch.at(bytes, 0);
        batch.replaceRecords(type, bytes.limit());
        return batch;
    }

    private static RecordBatch batch(RecordBatchBuilder builder) {
        return RecordBatch.at(builder.build(), 0);
    }
}

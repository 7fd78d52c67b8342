package io.weir.log.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.TestBatches;
import io.weir.log.config.LogConfig;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.producer.AppendOrigin;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is looked at of a batch, by whether a look at its header is asked for or at its records. */
class BatchIntakeTest {

    private static final long NOW = 1_000_000_000;
    private static final int OFFSET_DELTA_AT = RecordBatch.HEADER_BYTES + 3;
    private static final String NONSENSE = "claims to hold 3 records and holds 2";

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void recordsAreLookedAtWhenAskedFor(CompressionType codec) {
        refused(TestBatches.lying(codec, NOW), Scrutiny.RECORDS, LogConfig.DEFAULTS, ErrorCode.INVALID_RECORD);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theHeaderIsEnoughWhereItAnswersAll(CompressionType codec) {
        // given
        ByteBuffer batch = TestBatches.lying(codec, NOW);

        // when
        PreparedBatches prepared = prepare(batch, Scrutiny.HEADER, LogConfig.DEFAULTS);

        // then the bytes are stored as they came
        assertThat(prepared.bytes()).isSameAs(batch);
        assertThat(prepared.maxTimestampMs()).isEqualTo(NOW);
        assertThat(prepared.first().isCrcValid()).isTrue();
    }

    @Test
    void ofAPlainBatchTheLengthsOfRecordsAreAlwaysLookedAt() {
        refused(
                TestBatches.lying(CompressionType.NONE, NOW),
                Scrutiny.HEADER,
                LogConfig.DEFAULTS,
                ErrorCode.INVALID_RECORD);
    }

    @Test
    void ofAPlainBatchRecordsAreLookedIntoWhenAskedFor() {
        // given a first record that is not the first
        ByteBuffer batch =
                TestBatches.checksummed(good(CompressionType.NONE), bytes -> bytes.put(OFFSET_DELTA_AT, (byte) 10));

        // when, then
        assertThat(prepare(batch, Scrutiny.HEADER, LogConfig.DEFAULTS).bytes()).isSameAs(batch);
        refused(batch, Scrutiny.RECORDS, LogConfig.DEFAULTS, ErrorCode.INVALID_RECORD);
    }

    /** Each of these leaves a question that only the records answer. */
    @Test
    void recordsAreLookedAtWhereTheTopicAsksForIt() {
        sees(config -> config.withCompaction(compaction -> compaction.withCompact(true)));
        sees(config -> config.withMessage(message -> message.withVerifyEveryBatch(true)));
        sees(config -> config.withMessage(
                message -> message.withCompression(Optional.of(Compression.of(CompressionType.LZ4)))));
        sees(config -> config.withMessage(
                message -> message.withTimestamps(message.timestamps().withBeforeMaxMs(10_000))));
    }

    @Test
    void recordsAreLookedAtWhereTheHeaderTellsNoTimes() {
        for (long[] times : new long[][] {{-1, -1}, {NOW, NOW - 1}, {-1, NOW}, {NOW, NOW + 3_600_001}}) {
            // given
            ByteBuffer batch = TestBatches.checksummed(
                    TestBatches.lying(CompressionType.ZSTD, NOW),
                    header -> header.putLong(27, times[0]).putLong(35, times[1]));

            // when, then
            refused(batch, Scrutiny.HEADER, LogConfig.DEFAULTS, ErrorCode.INVALID_RECORD);
        }
    }

    @Test
    void timesDoNotMatterWhereTheBrokerSetsThem() {
        // given
        LogConfig config = LogConfig.DEFAULTS.withMessage(
                message -> message.withTimestamps(message.timestamps().withLogAppendTime(true)));
        ByteBuffer batch = TestBatches.compressed(CompressionType.ZSTD, NOW + 100_000_000, "a", "b");

        // when
        PreparedBatches prepared = prepare(batch, Scrutiny.HEADER, config);

        // then
        assertThat(prepared.logAppendTimeMs()).isEqualTo(NOW);
        assertThat(prepared.first().maxTimestamp()).isEqualTo(NOW);
        assertThat(prepared.first().isCrcValid()).isTrue();
    }

    /** Cut off, with foreign bytes behind the end, or another codec's: all of that shows from the outside. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "LZ4", "ZSTD", "SNAPPY"})
    void damageThatShowsFromTheOutsideIsRefusedEitherWay(CompressionType codec) {
        for (int bytes : new int[] {-1, -10, 1}) {
            ByteBuffer whole = TestBatches.compressed(codec, NOW, "a".repeat(100), "b".repeat(100));
            ByteBuffer other = ByteBuffer.allocate(whole.remaining() + bytes)
                    .put(whole.slice(0, Math.min(whole.remaining(), whole.remaining() + bytes)))
                    .clear();
            ByteBuffer batch = TestBatches.checksummed(other, header -> header.putInt(8, other.limit() - 12));

            refused(batch, Scrutiny.HEADER, LogConfig.DEFAULTS, ErrorCode.INVALID_RECORD);
        }
        ByteBuffer renamed = TestBatches.checksummed(
                TestBatches.compressed(CompressionType.GZIP, NOW, "a"),
                header -> header.putShort(21, (short) codec.id()));
        refused(renamed, Scrutiny.HEADER, LogConfig.DEFAULTS, ErrorCode.INVALID_RECORD);
    }

    @Test
    void theChecksumIsAlwaysLookedAt() {
        ByteBuffer batch = TestBatches.compressed(CompressionType.ZSTD, NOW, "a");
        batch.put(batch.limit() - 1, (byte) (batch.get(batch.limit() - 1) + 1));

        refused(batch, Scrutiny.HEADER, LogConfig.DEFAULTS, ErrorCode.CORRUPT_MESSAGE);
    }

    @Test
    void bothWaysGiveTheSameForGoodBatches() {
        for (CompressionType codec : CompressionType.values()) {
            PreparedBatches seen = prepare(good(codec), Scrutiny.RECORDS, LogConfig.DEFAULTS);
            PreparedBatches believed = prepare(good(codec), Scrutiny.HEADER, LogConfig.DEFAULTS);

            assertThat(believed).isEqualTo(seen);
        }
    }

    private static ByteBuffer good(CompressionType codec) {
        return new RecordBatchBuilder(Compression.of(codec))
                .append(NOW, null, TestBatches.utf8("a"))
                .append(NOW + 7, null, TestBatches.utf8("b"))
                .append(NOW - 7, null, TestBatches.utf8("c"))
                .build();
    }

    private static void sees(UnaryOperator<LogConfig> change) {
        refused(
                TestBatches.lying(CompressionType.ZSTD, NOW),
                Scrutiny.HEADER,
                change.apply(LogConfig.DEFAULTS),
                ErrorCode.INVALID_RECORD);
    }

    private static void refused(ByteBuffer batch, Scrutiny scrutiny, LogConfig config, ErrorCode expected) {
        assertThatThrownBy(() -> prepare(batch, scrutiny, config))
                .as(NONSENSE)
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(expected));
        assertThat(RecordBatch.at(batch, 0).baseOffset()).isZero();
    }

    private static PreparedBatches prepare(ByteBuffer batch, Scrutiny scrutiny, LogConfig config) {
        return BatchIntake.prepare(batch, AppendOrigin.CLIENT, scrutiny, config, NOW);
    }
}

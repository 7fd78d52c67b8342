package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.log.config.LogConfig;
import io.weir.log.config.TimestampConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.error.LogRangeException;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionLogTest {

    private static final AppendRequest CLIENT = AppendRequest.fromClient(3);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1_000_000);

    @Test
    void givesOffsetsAndReadsBackWhatWasAppended() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);

        // when
        AppendResult first = log.append(TestBatches.plain(1, "a", "b"), CLIENT);
        AppendResult second = log.append(TestBatches.plain(2, "c"), CLIENT);

        // then
        assertThat(first).isEqualTo(new AppendResult(0, 1, -1, 0, false));
        assertThat(second.baseOffset()).isEqualTo(2);
        assertThat(log.logEndOffset()).isEqualTo(3);
        assertThat(log.durableOffset()).isEqualTo(3);
        assertThat(log.latestEpoch()).hasValue(3);
        assertThat(TestLogs.values(log, 0)).containsExactly("0=a", "1=b", "2=c");
    }

    @Test
    void touchesNoDiskBeforeItsFirstRecord() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);

        // when
        long end = log.logEndOffset();

        // then
        assertThat(end).isZero();
        assertThat(disk.changes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void bringsBatchesToTheCodecOfTheTopic(CompressionType target) {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS.withMessage(
                message -> message.withCompression(Optional.of(Compression.of(target)))));

        // when
        log.append(TestBatches.compressed(CompressionType.SNAPPY, 1, "a", "b"), CLIENT);

        // then
        assertThat(log.readBatches(0, 1000, 10).getFirst().compression()).isEqualTo(target);
        assertThat(TestLogs.values(log, 0)).containsExactly("0=a", "1=b");
    }

    @Test
    void servesWholeBatchesBelowTheUpperBoundOnly() throws IOException {
        // given
        PartitionLog log = open(TestLogs.smallSegments(400));
        for (int i = 0; i < 20; i++) {
            log.append(TestBatches.plain(i, "value-" + 2 * i, "value-" + (2 * i + 1)), CLIENT);
        }

        for (int from = 0; from < 40; from++) {
            for (int bound = 0; bound <= 40; bound++) {
                // when
                ReadResult result = log.read(from, 10_000, bound, true);

                // then
                List<RecordBatch> batches = batches(result);
                assertThat(batches.isEmpty()).isEqualTo(from >= bound || from / 2 * 2 + 2 > bound);
                if (!batches.isEmpty()) {
                    assertThat(batches.getFirst().baseOffset()).isEqualTo(from - from % 2);
                    assertThat(batches.getLast().nextOffset()).isLessThanOrEqualTo(bound);
                    assertThat(((ReadResult.Data) result).nextOffset())
                            .isEqualTo(batches.getLast().nextOffset());
                }
            }
        }
    }

    @Test
    void knowsNearlyWhereAReadEndsThatIsCutOff() throws IOException {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        for (int i = 0; i < 2_000; i++) {
            log.append(TestBatches.plain(1, "value"), CLIENT);
        }

        for (int from = 0; from < 2_000; from += 331) {
            for (int maxBytes = 1; maxBytes < 100_000; maxBytes += 7_777) {
                // when
                ReadResult.Data data = (ReadResult.Data) log.read(from, maxBytes, 2_000, true);

                // then
                assertThat(data.nextOffset())
                        .as("from %s, %s bytes", from, maxBytes)
                        .isCloseTo(batches(data).getLast().nextOffset(), within(1L));
            }
        }
    }

    @Test
    void knowsWhereLargeBatchesAreCutOff() throws IOException {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        String large = "x".repeat(6_000);
        for (int i = 0; i < 50; i++) {
            log.append(TestBatches.plain(1, large, large), CLIENT);
        }

        // then
        for (int maxBytes = 1; maxBytes < 400_000; maxBytes += 5_555) {
            ReadResult.Data data = (ReadResult.Data) log.read(0, maxBytes, 100, true);
            assertThat(data.nextOffset()).isCloseTo(batches(data).getLast().nextOffset(), within(2L));
        }
    }

    @Test
    void readsAtLeastOneBatchWhenAsked() throws IOException {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        log.append(TestBatches.plain(1, "long enough"), CLIENT);

        // when
        ReadResult.Data none = (ReadResult.Data) log.read(0, 10, 1, false);
        ReadResult.Data one = (ReadResult.Data) log.read(0, 10, 1, true);

        // then
        assertThat(none.payload().sizeBytes()).isZero();
        assertThat(none.isFirstBatchTooLarge()).isTrue();
        assertThat(batches(one)).hasSize(1);
    }

    @Test
    void saysWhenAnOffsetIsOutOfRange() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        log.append(TestBatches.plain(1, "a", "b", "c"), CLIENT);
        log.advanceLogStartOffset(2);

        // when
        ReadResult before = log.read(1, 100, 3, true);
        ReadResult behind = log.read(4, 100, 3, true);

        // then
        assertThat(before).isEqualTo(new ReadResult.OutOfRange(2, 3));
        assertThat(behind).isEqualTo(new ReadResult.OutOfRange(2, 3));
        assertThat(log.read(3, 100, 3, true)).isInstanceOf(ReadResult.Data.class);
    }

    @Test
    void survivesACleanRestartWithoutReadingBatches() throws IOException {
        // given
        PartitionLog log = open(TestLogs.smallSegments(300));
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            log.append(TestBatches.idempotent(5, 0, i, i, "v" + i), CLIENT);
            written.add(i + "=v" + i);
        }
        log.close();

        // when
        PartitionLog again = open(TestLogs.smallSegments(300), new LogOrigin(true, 30, 0));

        // then
        assertThat(again.logEndOffset()).isEqualTo(30);
        assertThat(TestLogs.values(again, 0)).isEqualTo(written);
        assertThat(again.latestEpoch()).hasValue(3);
        assertThat(again.append(TestBatches.idempotent(5, 0, 29, 0, "v29"), CLIENT))
                .isEqualTo(new AppendResult(29, 29, 29, 0, true));
        assertThat(again.append(TestBatches.idempotent(5, 0, 30, 0, "v30"), CLIENT)
                        .baseOffset())
                .isEqualTo(30);
    }

    @Test
    void refusesGapsAndZombiesOfIdempotentProducers() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        log.append(TestBatches.idempotent(5, 1, 0, 0, "a", "b"), CLIENT);

        // when, then
        assertRejected(log, TestBatches.idempotent(5, 1, 3, 0, "gap"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertRejected(log, TestBatches.idempotent(5, 0, 2, 0, "zombie"), ErrorCode.INVALID_PRODUCER_EPOCH);
        assertRejected(log, TestBatches.idempotent(5, 2, 2, 0, "epoch"), ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(log.append(TestBatches.idempotent(5, 1, 2, 0, "c"), CLIENT).baseOffset())
                .isEqualTo(2);
    }

    @Test
    void refusesWhatKafkaRefuses() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS
                .withMessage(message ->
                        message.withMaxBytes(200).withTimestamps(TimestampConfig.DEFAULTS.withAfterMaxMs(1000)))
                .withSegment(segment -> segment.withMaxBytes(150)));
        ByteBuffer damaged = TestBatches.plain(1, "a");
        damaged.put(65, (byte) 99);

        // when, then
        assertRejected(log, damaged, ErrorCode.CORRUPT_MESSAGE);
        assertRejected(log, TestBatches.plain(1, "x".repeat(200)), ErrorCode.MESSAGE_TOO_LARGE);
        assertRejected(log, TestBatches.plain(1, "x".repeat(100)), ErrorCode.RECORD_LIST_TOO_LARGE);
        assertRejected(log, TestBatches.plain(2_000_000, "future"), ErrorCode.INVALID_TIMESTAMP);
        assertRejected(log, TestBatches.marker(1, 0, true, 0), ErrorCode.INVALID_RECORD);
        assertThat(log.logEndOffset()).isZero();
        assertThat(disk.changes()).isZero();
    }

    @Test
    void compactedTopicsNeedKeys() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS.withCompaction(compaction -> compaction.withCompact(true)));

        // when, then
        assertThatThrownBy(() -> log.append(TestBatches.plain(1, "a", "b"), CLIENT))
                .isInstanceOfSatisfying(AppendRejectedException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_RECORD);
                    assertThat(e.recordErrors()).hasSize(2);
                });
    }

    @Test
    void stampsTheBrokersTimeWhereTheTopicWantsIt() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS.withMessage(
                message -> message.withTimestamps(TimestampConfig.DEFAULTS.withLogAppendTime(true))));

        // when
        AppendResult result = log.append(TestBatches.plain(1, "a"), CLIENT);

        // then
        assertThat(result.logAppendTimeMs()).isEqualTo(1_000_000);
        RecordBatch stored = log.readBatches(0, 1000, 1).getFirst();
        assertThat(stored.isLogAppendTime()).isTrue();
        assertThat(stored.maxTimestamp()).isEqualTo(1_000_000);
    }

    @Test
    void findsRecordsByTimeThoughTimesDoNotRise() {
        // given
        PartitionLog log = open(TestLogs.smallSegments(400));
        long[] times = {50, 10, 70, 20, 90, 30, 60, 95, 40, 95};
        for (long time : times) {
            log.append(TestBatches.plain(time, "at-" + time), CLIENT);
        }

        for (long wanted = 0; wanted <= 100; wanted++) {
            // when
            Optional<Long> found =
                    log.offsetForTimestamp(wanted, Long.MAX_VALUE).map(record -> record.offset());

            // then
            assertThat(found).isEqualTo(firstFrom(times, wanted));
        }
        assertThat(log.maxTimestampOffset()).hasValueSatisfying(record -> {
            assertThat(record.offset()).isEqualTo(7);
            assertThat(record.leaderEpoch()).isEqualTo(3);
        });
    }

    @Test
    void truncatesAndGoesOn() {
        // given
        PartitionLog log = open(TestLogs.smallSegments(300));
        for (int i = 0; i < 20; i++) {
            log.append(TestBatches.idempotent(5, 0, i, i, "old-" + i), AppendRequest.fromClient(i / 5));
        }

        // when
        log.truncateTo(12);
        log.append(TestBatches.idempotent(5, 0, 12, 0, "new-12"), AppendRequest.fromClient(9));

        // then
        assertThat(log.logEndOffset()).isEqualTo(13);
        assertThat(TestLogs.values(log, 10)).containsExactly("10=old-10", "11=old-11", "12=new-12");
        assertThat(log.latestEpoch()).hasValue(9);
        assertThat(log.endOffsetFor(2).endOffset()).isEqualTo(12);
        assertThat(log.durableOffset()).isEqualTo(13);
    }

    @Test
    void knowsProducersOfDeletedRecordsAfterATruncationToo() {
        // given a producer with no record behind the log's start
        PartitionLog log = open(LogConfig.DEFAULTS);
        log.append(TestBatches.idempotent(7, 0, 0, 1, "a", "b"), CLIENT);
        log.append(TestBatches.plain(2, "c", "d"), CLIENT);
        log.append(TestBatches.plain(3, "e"), CLIENT);
        log.advanceLogStartOffset(3);

        // when
        log.truncateTo(4);

        // then
        assertThat(log.append(TestBatches.idempotent(7, 0, 2, 4, "f"), CLIENT).baseOffset())
                .isEqualTo(4);
    }

    @Test
    void startsOverAtAnOffset() throws IOException {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        log.append(TestBatches.plain(0, "old"), CLIENT);

        // when
        log.truncateFullyAndStartAt(100);
        log.append(TestBatches.plain(0, "new"), CLIENT);
        log.close();

        // then
        PartitionLog again = open(LogConfig.DEFAULTS, new LogOrigin(true, 101, 100));
        assertThat(TestLogs.values(again, 100)).containsExactly("100=new");
        assertThat(again.logStartOffset()).isEqualTo(100);
    }

    @Test
    void retainsByTimeBySizeAndByStartOffset() {
        // given
        LogConfig config = TestLogs.smallSegments(300);
        PartitionLog log = open(config);
        for (int i = 0; i < 20; i++) {
            log.append(TestBatches.plain(i, "value-" + i), CLIENT);
        }
        int segments = log.segmentCount();

        // when the start is moved
        log.advanceLogStartOffset(9);
        log.deleteOldSegments(1000);

        // then
        assertThat(log.segmentCount()).isLessThan(segments);
        assertThat(TestLogs.values(log, 9)).hasSize(11);

        // when there is too much
        log.updateConfig(config.withRetention(retention -> retention.withMaxBytes(300)));
        log.deleteOldSegments(1000);

        // then
        assertThat(log.sizeBytes()).isBetween(300L, 600L);

        // when everything is too old
        log.updateConfig(config.withRetention(retention -> retention.withMaxMs(100)));
        log.deleteOldSegments(1000);

        // then
        assertThat(log.logStartOffset()).isEqualTo(20);
        assertThat(log.logEndOffset()).isEqualTo(20);
        assertThat(log.append(TestBatches.plain(1000, "next"), CLIENT).baseOffset())
                .isEqualTo(20);
    }

    @Test
    void deletesFilesAfterTheDelay() throws IOException {
        // given
        PartitionLog log = open(TestLogs.smallSegments(200));
        for (int i = 0; i < 10; i++) {
            log.append(TestBatches.plain(i, "value-" + i), CLIENT);
        }
        log.advanceLogStartOffset(8);

        // when
        log.deleteOldSegments(5000);
        boolean marked = disk.list(TestLogs.FOLDER).stream().anyMatch(name -> name.endsWith(".deleted"));
        log.housekeep(clock.millis() + 70_000);

        // then
        assertThat(marked).isTrue();
        assertThat(disk.list(TestLogs.FOLDER)).noneMatch(name -> name.endsWith(".deleted"));
    }

    @Test
    void cannotStartBehindItsEnd() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);

        // when, then
        assertThatThrownBy(() -> log.advanceLogStartOffset(1)).isInstanceOf(LogRangeException.class);
    }

    @Test
    void holdsBackTheLastStableOffsetAndKnowsAbortedTransactions() {
        // given
        PartitionLog log = open(TestLogs.smallSegments(400));
        log.append(TestBatches.transactional(1, 0, 0, 0, "aborted"), CLIENT);
        log.append(TestBatches.transactional(2, 0, 0, 0, "committed"), CLIENT);

        // when
        log.append(TestBatches.marker(1, 0, false, 0), AppendRequest.transactionMarker(3, 1));

        // then
        assertThat(log.lastStableOffset(3)).isEqualTo(1);
        assertThat(log.abortedTransactions(0, 3)).singleElement().satisfies(aborted -> {
            assertThat(aborted.producerId()).isEqualTo(1);
            assertThat(aborted.firstOffset()).isZero();
            assertThat(aborted.lastOffset()).isEqualTo(2);
            assertThat(aborted.lastStableOffset()).isEqualTo(1);
        });

        // when
        log.append(TestBatches.marker(2, 0, true, 0), AppendRequest.transactionMarker(3, 1));

        // then
        assertThat(log.lastStableOffset(3)).isEqualTo(1);
        assertThat(log.lastStableOffset(4)).isEqualTo(4);
    }

    @Test
    void staysUsableWhenTheDiskIsFull() {
        // given
        PartitionLog log = open(LogConfig.DEFAULTS);
        log.append(TestBatches.plain(0, "kept"), CLIENT);
        disk.limitFreeBytes(10);

        // when
        assertThatThrownBy(() -> log.append(TestBatches.plain(0, "too much"), CLIENT))
                .hasMessageContaining("full");
        disk.limitFreeBytes(Long.MAX_VALUE);
        log.append(TestBatches.plain(0, "next"), CLIENT);

        // then
        assertThat(TestLogs.values(log, 0)).containsExactly("0=kept", "1=next");
    }

    private static Optional<Long> firstFrom(long[] times, long wanted) {
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= wanted) {
                return Optional.of((long) i);
            }
        }
        return Optional.empty();
    }

    private static List<RecordBatch> batches(ReadResult result) throws IOException {
        ReadResult.Data data = (ReadResult.Data) result;
        List<RecordBatch> batches = new ArrayList<>();
        io.weir.protocol.records.RecordBatches.withTornTail(ByteBuffer.wrap(TestLogs.bytes(data.payload())))
                .forEach(batches::add);
        return batches;
    }

    private static void assertRejected(PartitionLog log, ByteBuffer batch, ErrorCode expected) {
        assertThatThrownBy(() -> log.append(batch, CLIENT))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(expected));
    }

    private PartitionLog open(LogConfig config) {
        return open(config, LogOrigin.UNKNOWN);
    }

    private PartitionLog open(LogConfig config, LogOrigin origin) {
        return TestLogs.open(disk, clock, config, origin);
    }
}

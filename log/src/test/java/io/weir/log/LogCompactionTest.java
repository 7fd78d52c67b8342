package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.CleaningAbortedException;
import io.weir.log.compaction.CleaningJob;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.CorruptLogException;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogCompactionTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1_000);
    private final LogConfig config = TestLogs.smallSegments(300)
            .withRetention(retention -> retention.withDelete(false))
            .withCompaction(_ -> new CompactionConfig(true, 0, 0, Long.MAX_VALUE, 100));
    private final PartitionLog log = TestLogs.open(disk, clock, config, LogOrigin.UNKNOWN);
    private final List<Long> cleanedTo = new ArrayList<>();

    @Test
    void keepsTheLastValueOfEveryKeyAndTheOffsets() throws IOException {
        // given
        fill(40);
        List<String> before = TestLogs.values(log, 0);
        long sizeBytes = log.sizeBytes();
        int segments = log.segmentCount();

        // when
        clean(() -> {});

        // then what is left of the closed segments is each key once, and all was there before
        List<String> after = TestLogs.values(log, 0);
        assertThat(before).containsAll(after);
        assertThat(after).hasSizeLessThan(20).contains("39=v39");
        assertThat(log.sizeBytes()).isLessThan(sizeBytes);
        assertThat(log.logStartOffset()).isZero();
        assertThat(log.logEndOffset()).isEqualTo(40);
        assertThat(cleanedTo).hasSize(1);
        assertThat(log.readBatches(1, 1, 40).getFirst().lastOffset())
                .as("the next batch behind a gap")
                .isGreaterThan(1);

        // when it is done once more
        fill(10);
        clean(() -> {});

        // then what has become small is put together
        assertThat(log.segmentCount()).isLessThan(segments);
        assertThat(TestLogs.values(log, 0)).hasSizeLessThan(20).contains("49=v9");
    }

    @Test
    void isNotOfferedWithoutThePolicy() {
        log.updateConfig(config.withCompaction(compaction -> compaction.withCompact(false)));
        fill(10);

        assertThat(log.compaction()).isEmpty();
    }

    @Test
    void takesSeveralRoundsWhenTheKeysDoNotFit() throws IOException {
        // given room for two keys
        fill(40);
        CleanerConfig small = new CleanerConfig(1, 3 * 24, 0.9, 8192, Double.MAX_VALUE, 0);

        // when
        long checkpoint = 0;
        int rounds = 0;
        while (job(checkpoint).range().isDue(config.compaction())) {
            LogCompaction compaction = log.compaction().orElseThrow();
            compaction.run(compaction.job(checkpoint, clock.millis()), cleaner(small, () -> {}), cleanedTo::add);
            checkpoint = cleanedTo.getLast();
            rounds++;
        }

        // then
        assertThat(rounds).isGreaterThan(5);
        assertThat(cleanedTo).isSorted();
        assertThat(TestLogs.values(log, 0)).hasSizeLessThan(20).contains("39=v39");
    }

    @Test
    void goesOnWhileRecordsAreAppended() throws IOException {
        // given
        fill(40);

        // when every stride is followed by an append
        clean(() -> append("k1", "late"));

        // then
        List<String> values = TestLogs.values(log, 0);
        assertThat(values.stream().filter(value -> value.endsWith("=late"))).hasSizeGreaterThan(3);
        assertThat(values).last().asString().endsWith("=late");
        assertThat(cleanedTo).hasSize(1);
    }

    @Test
    void givesUpWhenTheLogIsTruncatedMeanwhile() {
        // given
        fill(40);

        // when
        boolean[] done = {false};
        assertThatThrownBy(() -> clean(() -> {
                    if (!done[0]) {
                        done[0] = true;
                        log.truncateTo(20);
                    }
                }))
                .isInstanceOf(CleaningAbortedException.class);

        // then the log is what truncation made of it
        assertThat(TestLogs.values(log, 0)).hasSize(20);
        assertThat(cleanedTo).isEmpty();
        assertThat(files(".cleaned", ".swap")).isEmpty();
    }

    @Test
    void givesUpWhenRetentionTakesASegmentMeanwhile() {
        // given
        fill(40);

        // when
        boolean[] done = {false};
        assertThatThrownBy(() -> clean(() -> {
                    if (!done[0]) {
                        done[0] = true;
                        log.advanceLogStartOffset(10);
                        log.deleteOldSegments(clock.millis());
                    }
                }))
                .isInstanceOf(CleaningAbortedException.class);

        // then
        assertThat(TestLogs.values(log, 10)).hasSize(30);
        assertThat(files(".cleaned", ".swap")).isEmpty();
    }

    @Test
    void letsWhatIsBeingSentBeSent() throws IOException {
        // given
        fill(40);
        ReadResult.Data data = (ReadResult.Data) log.read(0, 1000, Long.MAX_VALUE, true);
        Payload payload = data.payload();
        int size = payload.sizeBytes();

        // when
        clean(() -> {});
        clock.advance(100_000);
        log.housekeep(clock.millis());

        // then
        assertThat(files(".deleted")).isEmpty();
        assertThat(TestLogs.bytes(payload)).hasSize(size);
    }

    @Test
    void reportsADamagedBatchAndLeavesTheLogAlone() throws IOException {
        // given
        fill(40);
        List<String> names = files(".log");
        disk.flipBit(TestLogs.FOLDER.resolve(names.get(2)), 100);

        // then
        assertThatThrownBy(() -> clean(() -> {}))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(names.get(2));
        assertThat(files(".log")).isEqualTo(names);
        assertThat(files(".cleaned", ".swap")).isEmpty();
    }

    @Test
    void keepsWhatAnIdleProducerGoesOnFrom() throws IOException {
        // given a producer whose only record is superseded
        append(idempotent(0, "k1", "mine"));
        fill(40);
        clean(() -> {});
        assertThat(TestLogs.values(log, 0)).noneMatch(value -> value.endsWith("=mine"));

        // when everything but the log itself is lost
        PartitionLog reopened = TestLogs.open(disk.afterProcessDeath(), clock, config, LogOrigin.UNKNOWN);

        // then it is still known what the producer sent
        assertThat(reopened.append(idempotent(0, "k1", "mine"), AppendRequest.fromClient(0))
                        .isDuplicate())
                .isTrue();
        assertThat(reopened.append(idempotent(1, "k1", "next"), AppendRequest.fromClient(0))
                        .isDuplicate())
                .isFalse();
    }

    @Test
    void paysForEveryByteItReadsAndWrites() throws IOException {
        // given a byte a millisecond
        fill(40);
        LogCompaction compaction = log.compaction().orElseThrow();
        CleaningJob job = compaction.job(0, clock.millis());
        long closedBytes = job.range().dirtyBytes();
        long bytesBefore = log.sizeBytes();
        long startMs = clock.millis();

        // when
        IoThrottle throttle = new IoThrottle(1_000, clock, clock::advance);
        compaction.run(job, new Cleaner(CleanerConfig.DEFAULTS, throttle), cleanedTo::add);

        // then it has read for the keys, read for the copy, and written what is left; less than one pause is put off
        long leftBytes = closedBytes - (bytesBefore - log.sizeBytes());
        assertThat(leftBytes).isBetween(1L, closedBytes - 1);
        long paid = 2 * closedBytes + leftBytes;
        assertThat(clock.millis() - startMs).isBetween(paid - 20, paid);
    }

    private CleaningJob job(long checkpoint) throws IOException {
        return log.compaction().orElseThrow().job(checkpoint, clock.millis());
    }

    private void clean(Runnable meanwhile) throws IOException {
        LogCompaction compaction = log.compaction().orElseThrow();
        CleaningJob job = compaction.job(0, clock.millis());
        compaction.run(job, cleaner(CleanerConfig.DEFAULTS, meanwhile), cleanedTo::add);
    }

    private Cleaner cleaner(CleanerConfig cleanerConfig, Runnable meanwhile) {
        return new Cleaner(cleanerConfig, new IoThrottle(Double.MAX_VALUE, clock, ms -> meanwhile.run()));
    }

    /** Records of five keys, with values v0, v1 and so on. */
    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            append("k" + i % 5, "v" + i);
        }
    }

    private void append(String key, String value) {
        append(RecordBatchBuilder.plain()
                .append(clock.millis(), TestBatches.utf8(key), TestBatches.utf8(value))
                .build());
    }

    private void append(ByteBuffer batch) {
        log.append(batch, AppendRequest.fromClient(0));
    }

    private ByteBuffer idempotent(int sequence, String key, String value) {
        return RecordBatchBuilder.plain()
                .producer(new ProducerSequence(9, (short) 0, sequence))
                .append(clock.millis(), TestBatches.utf8(key), TestBatches.utf8(value))
                .build();
    }

    private List<String> files(String... suffixes) {
        try {
            return disk.list(TestLogs.FOLDER).stream()
                    .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

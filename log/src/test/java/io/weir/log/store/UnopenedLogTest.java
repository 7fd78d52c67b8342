package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.config.RetentionConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is asked of logs that nobody has used since the start. */
class UnopenedLogTest {

    private static final Path DATA = Path.of("/data");
    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);
    private static final long HOUR_MS = 3_600_000;
    private static final LogConfig CONFIG = TestLogs.smallSegments(500)
            .withRetention(retention -> retention.withMaxMs(HOUR_MS).withFileDeleteDelayMs(0));

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(10 * HOUR_MS);

    @Test
    void theirSizeIsToldByTheirFiles() throws Exception {
        // given
        long sizeBytes = written(100, clock.millis()).sizeBytes();
        PartitionLog log = log(open(disk.afterProcessDeath()));

        // when, then
        assertThat(log.sizeBytes()).isEqualTo(sizeBytes).isPositive();
        assertThat(log.isOpen()).isFalse();
    }

    @Test
    void aLogWithoutAFolderIsEmpty() throws Exception {
        // given
        PartitionLog log = log(open(disk));

        // when, then
        assertThat(log.sizeBytes()).isZero();
        assertThat(log.mayHaveOldSegments(Long.MAX_VALUE)).isFalse();
        assertThat(log.isOpen()).isFalse();
    }

    @Test
    void aYoungLogIsNotOpenedForRetention() throws Exception {
        // given segments with an index, and one too small for it
        written(100, clock.millis());
        PartitionLog log = log(open(disk.afterProcessDeath()));

        // when, then
        assertThat(log.mayHaveOldSegments(clock.millis() + HOUR_MS)).isFalse();
        assertThat(log.mayHaveOldSegments(clock.millis() + HOUR_MS + 1)).isTrue();
        assertThat(log.isOpen()).isFalse();
    }

    @Test
    void aSingleRecordAfterACrashIsJudgedByItself() throws Exception {
        // given neither index nor snapshot
        written(1, clock.millis());
        PartitionLog log = log(open(disk.afterProcessDeath()));

        // when, then
        assertThat(log.mayHaveOldSegments(clock.millis() + HOUR_MS)).isFalse();
        assertThat(log.mayHaveOldSegments(clock.millis() + HOUR_MS + 1)).isTrue();
    }

    @Test
    void itsFilesAreLookedAtOnce() throws Exception {
        // given
        written(100, clock.millis());
        SimulatedDisk found = disk.afterProcessDeath();
        PartitionLog log = log(open(found));
        boolean first = log.mayHaveOldSegments(clock.millis());

        // when nothing can be opened any more
        found.limitHandles(0);
        boolean later = log.mayHaveOldSegments(clock.millis() + HOUR_MS);

        // then
        assertThat(first || later).isFalse();
    }

    @Test
    void otherSettingsAreASecondLook() throws Exception {
        // given
        written(100, clock.millis());
        PartitionLog log = log(open(disk.afterProcessDeath()));
        boolean before = log.mayHaveOldSegments(clock.millis() + HOUR_MS);

        // when
        log.updateConfig(CONFIG.withRetention(retention -> retention.withMaxMs(HOUR_MS / 2)));

        // then
        assertThat(before).isFalse();
        assertThat(log.mayHaveOldSegments(clock.millis() + HOUR_MS)).isTrue();
    }

    @Test
    void aRecordOfTheFutureDoesNotPutTheNextLookOff() throws Exception {
        // given
        written(1, clock.millis() + HOUR_MS / 2);
        SimulatedDisk found = disk.afterProcessDeath();
        PartitionLog log = log(open(found));
        boolean first = log.mayHaveOldSegments(clock.millis());

        // when no look is possible any more
        found.limitHandles(0);
        boolean withinTheHour = log.mayHaveOldSegments(clock.millis() + HOUR_MS);
        boolean later = log.mayHaveOldSegments(clock.millis() + HOUR_MS + 1);

        // then
        assertThat(first || withinTheHour).isFalse();
        assertThat(later).isTrue();
    }

    @Test
    void oldAndTooMuchAndBeforeTheStartMayGo() throws Exception {
        long nowMs = clock.millis();
        written(100, nowMs - 2 * HOUR_MS);
        assertThat(mayRemove(nowMs, retention -> retention)).isTrue();
        assertThat(mayRemove(nowMs, retention -> retention.withMaxMs(-1))).isFalse();
        assertThat(mayRemove(nowMs, retention -> retention.withDelete(false))).isFalse();
        assertThat(mayRemove(nowMs, retention -> retention.withMaxMs(-1).withMaxBytes(1_000)))
                .isTrue();
        assertThat(mayRemove(nowMs, retention -> retention.withMaxMs(-1).withMaxBytes(1 << 20)))
                .isFalse();
    }

    @Test
    void deletedRecordsMayGoWhateverTheSettings() throws Exception {
        // given
        LogConfig keepAll = CONFIG.withRetention(retention -> retention.withDelete(false));
        LogStore store = open(disk);
        PartitionLog log = append(log(store), 100, clock.millis());
        log.advanceLogStartOffset(90);
        store.close();

        // when
        PartitionLog found = open(disk).log("topic-0", TOPIC, keepAll, DurabilityListener.none());

        // then
        assertThat(found.mayHaveOldSegments(clock.millis())).isTrue();
        assertThat(found.deleteOldSegments(clock.millis())).isPositive();
    }

    private boolean mayRemove(long nowMs, UnaryOperator<RetentionConfig> change) throws LogStoreException {
        LogStore store = open(disk.afterProcessDeath());
        return store.log("topic-0", TOPIC, CONFIG.withRetention(change), DurabilityListener.none())
                .mayHaveOldSegments(nowMs);
    }

    private PartitionLog written(int records, long timestampMs) throws LogStoreException {
        return append(log(open(disk)), records, timestampMs);
    }

    private static PartitionLog append(PartitionLog log, int records, long timestampMs) {
        for (int i = 0; i < records; i++) {
            log.append(TestBatches.plain(timestampMs, "value " + i), CLIENT);
        }
        return log;
    }

    private LogStore open(SimulatedDisk on) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(on, clock, new InlineFlusher()));
    }

    private static PartitionLog log(LogStore store) {
        return store.log("topic-0", TOPIC, CONFIG, DurabilityListener.none());
    }
}

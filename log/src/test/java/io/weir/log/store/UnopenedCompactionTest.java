package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compaction of logs that nobody has used since the start. */
class UnopenedCompactionTest {

    private static final Path DATA = Path.of("/data");
    private static final long LAG_MS = 60_000;
    private static final LogConfig CONFIG = TestLogs.smallSegments(500)
            .withRetention(retention -> retention.withDelete(false).withFileDeleteDelayMs(0));
    private static final LogConfig HALF = dirtiness(0.5, 0, Long.MAX_VALUE);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1_000_000);

    @Test
    void whatIsWorthItIsCompactedAndTheRestIsNotOpened() throws Exception {
        // given one log with closed segments, and others with an active one alone
        LogStore before = open(disk);
        fill(log(before, 0, HALF), 100);
        for (int partition = 1; partition < 50; partition++) {
            fill(log(before, partition, HALF), 2);
        }
        before.close();
        LogStore store = open(disk.afterProcessDeath());
        for (int partition = 0; partition < 50; partition++) {
            var _ = log(store, partition, HALF);
        }

        // when
        boolean first = store.cleaner().cleanDirtiest(cleaner());
        boolean second = store.cleaner().cleanDirtiest(cleaner());

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(TestLogs.values(log(store, 0, HALF), 0)).hasSizeLessThan(25).contains("99=v99");
        for (int partition = 1; partition < 50; partition++) {
            assertThat(log(store, partition, HALF).isOpen()).isFalse();
        }
    }

    @Test
    void whatWasCompactedBeforeTheStartIsNotOpened() throws Exception {
        // given
        LogStore before = open(disk);
        fill(log(before, 0, HALF), 100);
        assertThat(before.cleaner().cleanDirtiest(cleaner())).isTrue();
        before.close();
        LogStore store = open(disk.afterProcessDeath());
        PartitionLog log = log(store, 0, HALF);

        // when
        boolean isDone = store.cleaner().cleanDirtiest(cleaner());

        // then
        assertThat(isDone).isFalse();
        assertThat(log.isOpen()).isFalse();
    }

    @Test
    void itsFilesAreLookedAtOnceAndAgainWithOtherSettings() throws Exception {
        // given a log that is too clean
        LogConfig never = dirtiness(1, 0, Long.MAX_VALUE);
        LogStore before = open(disk);
        fill(log(before, 0, never), 100);
        before.close();
        SimulatedDisk found = disk.afterProcessDeath();
        LogStore store = open(found);
        PartitionLog log = log(store, 0, never);
        assertThat(store.cleaner().cleanDirtiest(cleaner())).isFalse();

        // when its files are gone, unnoticed
        found.rename(TestLogs.FOLDER, DATA.resolve("elsewhere-0"));
        boolean unnoticed = store.cleaner().cleanDirtiest(cleaner());
        found.rename(DATA.resolve("elsewhere-0"), TestLogs.FOLDER);
        log.updateConfig(HALF);
        boolean withOtherSettings = store.cleaner().cleanDirtiest(cleaner());

        // then
        assertThat(unnoticed).isFalse();
        assertThat(withOtherSettings).isTrue();
    }

    @Test
    void whatIsOverdueIsCompactedWhenItsTimeHasCome() throws Exception {
        // given
        LogConfig overdue = dirtiness(1, 0, LAG_MS);
        fillAndStop(overdue);
        LogStore store = open(disk.afterProcessDeath());
        PartitionLog log = log(store, 0, overdue);

        // when
        boolean early = store.cleaner().cleanDirtiest(cleaner());
        clock.advance(LAG_MS);
        boolean onTime = store.cleaner().cleanDirtiest(cleaner());
        boolean wasOpen = log.isOpen();
        clock.advance(1);

        // then
        assertThat(early || onTime || wasOpen).isFalse();
        assertThat(store.cleaner().cleanDirtiest(cleaner())).isTrue();
    }

    @Test
    void whatIsTooYoungIsNotOpened() throws Exception {
        // given
        LogConfig young = dirtiness(0.5, LAG_MS, Long.MAX_VALUE);
        fillAndStop(young);
        LogStore store = open(disk.afterProcessDeath());
        PartitionLog log = log(store, 0, young);

        // when
        clock.advance(LAG_MS - 1);
        boolean early = store.cleaner().cleanDirtiest(cleaner());
        boolean wasOpen = log.isOpen();
        clock.advance(2);

        // then
        assertThat(early || wasOpen).isFalse();
        assertThat(store.cleaner().cleanDirtiest(cleaner())).isTrue();
    }

    private void fillAndStop(LogConfig config) throws LogStoreException {
        LogStore store = open(disk);
        fill(log(store, 0, config), 100);
        store.close();
    }

    private void fill(PartitionLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(
                    RecordBatchBuilder.plain()
                            .append(clock.millis(), TestBatches.utf8("k" + i % 5), TestBatches.utf8("v" + i))
                            .build(),
                    AppendRequest.fromClient(0));
        }
    }

    private LogStore open(SimulatedDisk on) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(DATA), "mine", 1), TestLogs.environment(on, clock, new InlineFlusher()));
    }

    private Cleaner cleaner() {
        return new Cleaner(CleanerConfig.DEFAULTS, new IoThrottle(Double.MAX_VALUE, clock, _ -> {}));
    }

    private static PartitionLog log(LogStore store, int partition, LogConfig config) {
        return store.log("topic-" + partition, TestLogs.TOPIC_ID, config, DurabilityListener.none());
    }

    private static LogConfig dirtiness(double ratio, long minLagMs, long maxLagMs) {
        return CONFIG.withCompaction(_ -> new CompactionConfig(true, ratio, minLagMs, maxLagMs, 0));
    }
}

package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.GroupCommitFlusher;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compaction on a real disk, on its own threads. */
class CleanerThreadsTest {

    private static final LogConfig CONFIG =
            TestLogs.smallSegments(2_000).withCompaction(_ -> new CompactionConfig(true, 0, 0, Long.MAX_VALUE, 0));
    private static final CleanerConfig CLEANER = new CleanerConfig(2, 1 << 16, 0.9, 1 << 16, Double.MAX_VALUE, 10);

    @TempDir
    private Path data;

    @Test
    void compactsWhatIsAppendedAndRemembersHowFar() throws Exception {
        NioDisk disk = new NioDisk();
        try (GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 32);
                LogStore store = open(disk, flusher)) {
            // given
            PartitionLog log = log(store);
            store.compact(CLEANER);

            // when
            for (int i = 0; i < 2_000; i++) {
                log.append(
                        RecordBatchBuilder.plain()
                                .append(1, TestBatches.utf8("k" + i % 7), TestBatches.utf8("v" + i))
                                .build(),
                        AppendRequest.fromClient(0));
            }

            // then
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (CleanerOffsets.read(disk, data).of("topic-0") < 1_900 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            List<String> values = TestLogs.values(log, 0);
            assertThat(values).hasSizeLessThanOrEqualTo(60).endsWith("1999=v1999");
        }
        assertThat(Files.readAllLines(data.resolve(OffsetCheckpoint.CLEANER_OFFSETS)))
                .hasSize(3)
                .startsWith("0", "1")
                .last()
                .asString()
                .matches("topic 0 19[0-9]{2}");

        // when started again
        try (GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 32);
                LogStore store = open(disk, flusher)) {
            // then
            assertThat(TestLogs.values(log(store), 0))
                    .hasSizeLessThanOrEqualTo(60)
                    .endsWith("1999=v1999");
        }
    }

    @Test
    void believesNoCheckpointThatTheLogDoesNotReach() throws Exception {
        // given what is left of another topic of the same name
        NioDisk disk = new NioDisk();
        CleanerOffsets stale = CleanerOffsets.read(disk, data);
        stale.set("topic-0", 500);
        stale.set("other-0", 700);
        stale.write();
        try (GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 32);
                LogStore store = open(disk, flusher)) {
            // when
            PartitionLog log = log(store);
            long end = log.logEndOffset();

            // then
            assertThat(end).isZero();
            assertThat(CleanerOffsets.read(disk, data).of("topic-0")).isZero();

            // when
            delete(store);

            // then
            assertThat(Files.readAllLines(data.resolve(OffsetCheckpoint.CLEANER_OFFSETS)))
                    .containsExactly("0", "1", "other 0 700");
        }
    }

    private LogStore open(NioDisk disk, GroupCommitFlusher flusher) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(data), "cluster", 1),
                new LogEnvironment(
                        disk, InstantSource.system(), flusher, LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS));
    }

    private static PartitionLog log(LogStore store) {
        return store.log("topic-0", TestLogs.TOPIC_ID, CONFIG, DurabilityListener.none());
    }

    private static void delete(LogStore store) {
        store.retire(List.of("topic-0"));
        store.deleteRetired();
    }
}

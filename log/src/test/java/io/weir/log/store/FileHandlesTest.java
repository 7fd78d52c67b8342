package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogStorageException;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.flush.ManualFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** More logs than files may be open. */
class FileHandlesTest {

    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);
    private static final int LOGS = 40;
    private static final int APPENDS = 50;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);

    @Test
    void manyLogsAreWrittenAndReadAtOnceWithFewHandles() throws Exception {
        // given
        disk.limitHandles(20);
        LogStore store = open(new InlineFlusher());
        List<PartitionLog> logs = new ArrayList<>();
        for (int i = 0; i < LOGS; i++) {
            logs.add(log(store, "topic-" + i));
        }

        // when
        List<Future<?>> work = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 2; i++) {
                List<PartitionLog> half = logs.subList(i * LOGS / 2, (i + 1) * LOGS / 2);
                work.add(threads.submit(() -> append(half)));
                Random random = new Random(i);
                work.add(threads.submit(() -> read(logs, random)));
            }
        }

        // then
        for (Future<?> each : work) {
            assertThat(each.get()).isNull();
        }
        assertThat(logs).allSatisfy(log -> assertThat(TestLogs.values(log, 0)).hasSize(APPENDS));
        assertThat(disk.openFiles().count()).isLessThanOrEqualTo(8);
    }

    @Test
    void aLogThatFindsNoHandleRefusesAndGoesOnLater() throws LogStoreException {
        // given
        PartitionLog log = log(open(new InlineFlusher()), "topic-0");
        disk.limitHandles(0);

        // when
        assertThatThrownBy(() -> log.append(TestBatches.plain(0, "a"), CLIENT))
                .isInstanceOf(LogStorageException.class)
                .hasMessageContaining("ulimit");

        // then
        disk.limitHandles(10);
        log.append(TestBatches.plain(0, "b"), CLIENT);
        assertThat(TestLogs.values(log, 0)).containsExactly("0=b");
    }

    @Test
    void aFlushThatFindsNoHandleIsMadeUpFor() throws LogStoreException {
        // given
        ManualFlusher flusher = new ManualFlusher();
        LogStore store = open(flusher);
        PartitionLog log = log(store, "topic-0");
        log.append(TestBatches.plain(0, "a"), CLIENT);
        // Somebody is sending from the only file that could be closed.
        var _ = log.read(0, 100, 1, true);
        disk.limitHandles(0);
        flusher.flush();
        assertThat(log.durableOffset()).isZero();

        // when
        disk.limitHandles(10);
        store.housekeep(clock.millis());
        flusher.flush();

        // then
        assertThat(log.failure()).isEmpty();
        assertThat(log.durableOffset()).isEqualTo(1);
    }

    private static void append(List<PartitionLog> logs) {
        for (int i = 0; i < APPENDS; i++) {
            for (PartitionLog log : logs) {
                log.append(TestBatches.plain(0, "value " + i), CLIENT);
            }
        }
    }

    private static void read(List<PartitionLog> logs, Random random) {
        for (int i = 0; i < LOGS * APPENDS; i++) {
            PartitionLog log = logs.get(random.nextInt(logs.size()));
            long end = log.durableOffset();
            long from = end == 0 ? 0 : random.nextLong(end);
            assertThat(TestLogs.values(log, from)).hasSizeGreaterThanOrEqualTo((int) (end - from));
        }
    }

    private LogStore open(Flusher flusher) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(Path.of("/data")), "mine", 1), TestLogs.environment(disk, clock, flusher));
    }

    private static PartitionLog log(LogStore store, String name) {
        return store.log(name, new Uuid(1, 2), TestLogs.smallSegments(500), DurabilityListener.none());
    }
}

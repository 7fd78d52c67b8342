package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.GroupCommitFlusher;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {

    private static final int APPENDS = 3_000;
    private static final int EPOCHS = 2_000;

    private final SimulatedClock clock = new SimulatedClock(0);

    @Test
    void readersSeeWholeBatchesInOrderWhileSegmentsComeAndGo(@TempDir Path folder) throws Exception {
        // given
        NioDisk disk = new NioDisk();
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 2, 10);
        PartitionLog log = new PartitionLog(
                TestLogs.environment(disk, clock, flusher),
                new LogLocation(folder.resolve("topic-0"), Uuid.random()),
                TestLogs.smallSegments(20_000)
                        .withRetention(
                                retention -> retention.withMaxBytes(100_000).withFileDeleteDelayMs(0)),
                LogOrigin.UNKNOWN,
                (name, offset) -> {},
                DurabilityListener.none());
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random random = new Random(i);
                readers.add(threads.submit(() -> readUntil(done, log, random)));
            }

            // when
            try {
                appendAndRetain(log);
            } finally {
                done.set(true);
            }

            // then
            assertNoneFailed(readers);
        }
        flusher.close();
        assertThat(log.durableOffset()).isEqualTo(2 * APPENDS);
        log.close();
    }

    @Test
    void anEpochEndsWhereItEndedWhileTheNextOneBegins(@TempDir Path folder) throws Exception {
        // given: one record of each epoch
        NioDisk disk = new NioDisk();
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 2, 10);
        PartitionLog log = new PartitionLog(
                TestLogs.environment(disk, clock, flusher),
                new LogLocation(folder.resolve("topic-0"), Uuid.random()),
                LogConfig.DEFAULTS,
                LogOrigin.UNKNOWN,
                (name, offset) -> {},
                DurabilityListener.none());
        AtomicInteger last = new AtomicInteger(-1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> asking = threads.submit(() -> {
                int epoch = 0;
                while (epoch < EPOCHS - 1) {
                    epoch = last.get();
                    if (epoch >= 0) {
                        assertThat(log.endOffsetFor(epoch)).isEqualTo(new EpochEndOffset(epoch, epoch + 1));
                    }
                }
            });

            // when
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                log.append(TestBatches.plain(epoch, "value"), AppendRequest.fromClient(epoch));
                last.set(epoch);
            }

            // then
            assertNoneFailed(List.of(asking));
        }
        flusher.close();
        log.close();
    }

    private void appendAndRetain(PartitionLog log) {
        for (int i = 0; i < APPENDS; i++) {
            log.append(TestBatches.plain(i, "value-" + i, "x".repeat(i % 200)), AppendRequest.fromClient(0));
            if (i % 100 == 0) {
                log.deleteOldSegments(clock.millis());
                log.housekeep(clock.millis());
            }
        }
    }

    private static void assertNoneFailed(List<Future<?>> readers) throws InterruptedException, ExecutionException {
        for (Future<?> reader : readers) {
            assertThat(reader.get()).isNull();
        }
    }

    private static void readUntil(AtomicBoolean done, PartitionLog log, Random random) {
        while (!done.get()) {
            long bound = log.durableOffset();
            long start = log.logStartOffset();
            long from = start + (bound > start ? random.nextLong(bound - start + 1) : 0);
            if (log.read(from, 10_000, bound, true) instanceof ReadResult.Data data) {
                check(data, from, bound);
            }
        }
    }

    private static void check(ReadResult.Data data, long from, long bound) {
        try {
            long next = -1;
            for (RecordBatch batch : RecordBatches.withTornTail(ByteBuffer.wrap(TestLogs.bytes(data.payload())))) {
                assertThat(batch.isCrcValid()).isTrue();
                if (next < 0) {
                    assertThat(from).isBetween(batch.baseOffset(), batch.lastOffset());
                } else {
                    assertThat(batch.baseOffset()).isEqualTo(next);
                }
                next = batch.nextOffset();
            }
            assertThat(next).isLessThanOrEqualTo(bound);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.append.Scrutiny;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.producer.TransactionProof;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A batch whose header and checksum are right and whose records nobody can read: it harms nothing but itself. */
class UnreadableBatchTest {

    private static final AppendRequest TRUSTED =
            AppendRequest.fromClient(0, TransactionProof.NOT_NEEDED, Scrutiny.HEADER);

    private final SimulatedClock clock = new SimulatedClock(1_000);
    private final LogConfig config = TestLogs.smallSegments(300)
            .withRetention(retention -> retention.withDelete(false))
            .withCompaction(_ -> new CompactionConfig(true, 0, 0, Long.MAX_VALUE, 100));
    private final PartitionLog log = TestLogs.open(
            new SimulatedDisk(),
            clock,
            config.withCompaction(compaction -> compaction.withCompact(false)),
            LogOrigin.UNKNOWN);

    @Test
    void isFoundByTimeAsItsHeaderSays() {
        // given offsets 0 and 1 at 10, then 2 to 4 that nobody can read, at 20, then 5 at 30
        log.append(TestBatches.plain(10, "a", "b"), TRUSTED);
        log.append(TestBatches.lying(CompressionType.ZSTD, 20), TRUSTED);
        log.append(TestBatches.plain(30, "c"), TRUSTED);

        // when, then
        assertThat(log.offsetForTimestamp(5, 6))
                .hasValueSatisfying(found -> assertThat(found.offset()).isZero());
        assertThat(log.offsetForTimestamp(15, 6))
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(2));
        assertThat(log.offsetForTimestamp(25, 6))
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(5));
        assertThat(log.failure()).isEmpty();
    }

    @Test
    void staysAsItIsWhileTheRestIsCompacted() throws IOException {
        // given a topic that is compacted only later
        for (int i = 0; i < 20; i++) {
            log.append(keyed("k" + i % 3, "v" + i), TRUSTED);
        }
        log.append(TestBatches.lying(CompressionType.ZSTD, 20), TRUSTED);
        for (int i = 20; i < 40; i++) {
            log.append(keyed("k" + i % 3, "v" + i), TRUSTED);
        }
        log.updateConfig(config);
        long sizeBytes = log.sizeBytes();

        // when
        LogCompaction compaction = log.compaction().orElseThrow();
        compaction.run(compaction.job(0, clock.millis()), cleaner(), _ -> {});

        // then
        assertThat(log.sizeBytes()).isLessThan(sizeBytes / 2);
        assertThat(log.readBatches(20, 1, 23).getFirst())
                .returns(20L, RecordBatch::baseOffset)
                .returns(3, RecordBatch::recordCount);
        assertThat(TestLogs.values(log, 23)).contains("42=v39");
    }

    private Cleaner cleaner() {
        return new Cleaner(CleanerConfig.DEFAULTS, new IoThrottle(Double.MAX_VALUE, clock, _ -> {}));
    }

    private static ByteBuffer keyed(String key, String value) {
        return RecordBatchBuilder.plain()
                .append(10, TestBatches.utf8(key), TestBatches.utf8(value))
                .build();
    }
}

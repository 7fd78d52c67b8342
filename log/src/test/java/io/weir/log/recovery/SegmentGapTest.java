package io.weir.log.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.segment.SegmentName;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Segments between which offsets are missing: Kafka's compaction makes them, and so does a lost tail. */
class SegmentGapTest {

    private static final int SMALLEST_SEGMENT_BYTES = 100;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(0);

    @Test
    void aGapBelowTheRecoveryPointIsNoLoss() throws IOException {
        // given one batch a segment, at offsets 0, 10 and 11
        write(0, 10, 11);

        // when, then: as Kafka leaves the recovery point when it begins a segment, behind it, and before
        assertThat(valuesAfterACrash(10)).containsExactly("0=at 0", "10=at 10", "11=at 11");
    }

    @Test
    void aGapAboveTheRecoveryPointIsALostTail() throws IOException {
        // given
        write(0, 10, 11);

        // when, then
        assertThat(valuesAfterACrash(1)).containsExactly("0=at 0");
    }

    private void write(long... offsets) throws IOException {
        PartitionLog log =
                TestLogs.open(disk, clock, TestLogs.smallSegments(SMALLEST_SEGMENT_BYTES), LogOrigin.UNKNOWN);
        for (long offset : offsets) {
            ByteBuffer batch = TestBatches.plain(0, "at " + offset);
            RecordBatch.at(batch, 0).assign(offset, 0);
            log.append(batch, AppendRequest.replicated(0));
        }
        log.close();
        // Without the batches that compaction took, the second segment begins where its first batch does.
        disk.rename(path(1, SegmentName.LOG), path(10, SegmentName.LOG));
        for (String suffix : List.of(".index", ".timeindex", ".snapshot")) {
            disk.deleteIfExists(path(1, suffix));
        }
    }

    private static Path path(long offset, String suffix) {
        return SegmentName.path(TestLogs.FOLDER, offset, suffix);
    }

    private List<String> valuesAfterACrash(long recoveryPoint) {
        LogOrigin origin = new LogOrigin(false, recoveryPoint, 0);
        return TestLogs.values(TestLogs.open(disk, clock, TestLogs.smallSegments(SMALLEST_SEGMENT_BYTES), origin), 0);
    }
}

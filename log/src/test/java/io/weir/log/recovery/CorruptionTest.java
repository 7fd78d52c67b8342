package io.weir.log.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.AppendRequest;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.CorruptLogException;
import io.weir.log.segment.RecordTime;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptionTest {

    private static final Path SEGMENT = SegmentName.path(TestLogs.FOLDER, 0, SegmentName.LOG);
    private static final int BATCHES = 20;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(0);

    @ParameterizedTest
    @ValueSource(ints = {9, 16, 30, 57, 70, 90})
    void reportsAFlippedBitInTheMiddleAndChangesNothing(int byteOfBatch) throws IOException {
        // given
        int batchBytes = write();
        int position = 7 * batchBytes;
        disk.flipBit(SEGMENT, position + byteOfBatch);
        long sizeBefore = disk.sizeBytes(SEGMENT);

        // when
        PartitionLog log = open(0);

        // then
        assertThatThrownBy(log::logEndOffset).isInstanceOfSatisfying(CorruptLogException.class, e -> {
            assertThat(e.file()).isEqualTo(SEGMENT);
            assertThat(e.position()).isEqualTo(position);
            assertThat(e.offset()).isEqualTo(7);
        });
        assertThatThrownBy(log::logEndOffset).isInstanceOf(CorruptLogException.class);
        assertThat(disk.sizeBytes(SEGMENT)).isEqualTo(sizeBefore);
    }

    @Test
    void cutsOffATornTail() throws IOException {
        // given
        int batchBytes = write();
        try (DiskFile file = disk.open(SEGMENT)) {
            file.truncate((long) BATCHES * batchBytes - 10L);
        }

        // when
        PartitionLog log = open(0);

        // then
        assertThat(log.logEndOffset()).isEqualTo(BATCHES - 1);
        assertThat(disk.sizeBytes(SEGMENT)).isEqualTo((BATCHES - 1L) * batchBytes);
    }

    /** Kafka's compaction leaves such gaps. */
    @Test
    void aGapBelowTheRecoveryPointIsNoLostTail() throws IOException {
        // given
        PartitionLog written = TestLogs.open(disk, clock, TestLogs.smallSegments(400), LogOrigin.UNKNOWN);
        for (int i = 0; i < 10; i++) {
            written.append(TestBatches.plain(i, "v" + i), AppendRequest.fromClient(4));
        }
        int segments = written.segmentCount();
        long second = disk.list(TestLogs.FOLDER).stream()
                .flatMapToLong(name -> SegmentName.offset(name, SegmentName.LOG).stream())
                .skip(1)
                .findFirst()
                .orElseThrow();
        long size = disk.sizeBytes(SEGMENT);
        try (DiskFile file = disk.open(SEGMENT)) {
            file.truncate(size / second * (second - 1));
        }

        // when
        PartitionLog log = open(second);

        // then
        assertThat(log.segmentCount()).isEqualTo(segments);
        assertThat(log.logEndOffset()).isEqualTo(10);
        assertThat(TestLogs.values(log, 0)).hasSize(9);
    }

    @Test
    void readsNothingBelowTheRecoveryPoint() throws IOException {
        // given
        int batchBytes = write();
        disk.flipBit(SEGMENT, 7L * batchBytes + 70);

        // when
        PartitionLog log = open(BATCHES);

        // then
        assertThat(log.logEndOffset()).isEqualTo(BATCHES);
        assertThatThrownBy(() -> log.readBatches(7, 10, BATCHES)).isInstanceOf(CorruptLogException.class);
    }

    @Test
    void aSearchByTimeIsNotAnsweredFromADamagedBatch() throws IOException {
        // given
        int batchBytes = write();
        disk.flipBit(SEGMENT, 7L * batchBytes + 70);

        // when
        PartitionLog log = open(BATCHES);

        // then
        assertThatThrownBy(() -> log.offsetForTimestamp(7, BATCHES))
                .isInstanceOfSatisfying(CorruptLogException.class, e -> {
                    assertThat(e.position()).isEqualTo(7L * batchBytes);
                    assertThat(e.offset()).isEqualTo(7);
                });
        assertThat(log.offsetForTimestamp(8, BATCHES))
                .get()
                .extracting(RecordTime::offset)
                .isEqualTo(8L);
    }

    @Test
    void reportsADamagedMarkerThatIsReadForItsProducer() throws IOException {
        // given
        PartitionLog written = TestLogs.open(disk, clock, TestLogs.smallSegments(1 << 20), LogOrigin.UNKNOWN);
        written.append(TestBatches.transactional(1, 0, 0, 0, "a"), AppendRequest.fromClient(4));
        long marker = disk.sizeBytes(SEGMENT);
        written.append(TestBatches.marker(1, 0, true, 1), AppendRequest.transactionMarker(4, 1));
        disk.flipBit(SEGMENT, marker + 70);

        // when
        PartitionLog log = open(2);

        // then
        assertThatThrownBy(log::logEndOffset).isInstanceOfSatisfying(CorruptLogException.class, e -> {
            assertThat(e.file()).isEqualTo(SEGMENT);
            assertThat(e.position()).isEqualTo(marker);
            assertThat(e.offset()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {SegmentName.OFFSET_INDEX, SegmentName.TIME_INDEX})
    void rebuildsDamagedIndexes(String suffix) throws IOException {
        // given
        write();
        try (DiskFile file = disk.open(SegmentName.path(TestLogs.FOLDER, 0, suffix))) {
            file.write(java.nio.ByteBuffer.allocate(24), 16);
        }

        // when
        PartitionLog log = TestLogs.open(disk, clock, LogConfig.DEFAULTS, new LogOrigin(true, BATCHES, 0));

        // then
        for (int offset = 0; offset < BATCHES; offset++) {
            assertThat(log.readBatches(offset, 1, BATCHES).getFirst().baseOffset())
                    .isEqualTo(offset);
            assertThat(log.offsetForTimestamp(offset, BATCHES))
                    .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(found.timestampMs()));
        }
    }

    @Test
    void rebuildsMissingIndexesAndEpochs() throws IOException {
        // given
        write();
        for (String name : disk.list(TestLogs.FOLDER)) {
            if (!name.endsWith(SegmentName.LOG)) {
                disk.deleteIfExists(TestLogs.FOLDER.resolve(name));
            }
        }

        // when
        PartitionLog log = TestLogs.open(disk, clock, LogConfig.DEFAULTS, new LogOrigin(true, BATCHES, 0));

        // then
        assertThat(TestLogs.values(log, 0)).hasSize(BATCHES);
        assertThat(log.latestEpoch()).hasValue(4);
    }

    /** One batch of one size for each offset; returns that size. */
    private int write() throws IOException {
        PartitionLog log = TestLogs.open(disk, clock, TestLogs.smallSegments(1 << 20), LogOrigin.UNKNOWN);
        for (int i = 0; i < BATCHES; i++) {
            log.append(TestBatches.plain(i, "a value of one length " + (char) ('a' + i)), AppendRequest.fromClient(4));
        }
        int bytes = (int) disk.sizeBytes(SEGMENT) / BATCHES;
        log.close();
        return bytes;
    }

    private PartitionLog open(long recoveryPoint) {
        return TestLogs.open(disk, clock, LogConfig.DEFAULTS, new LogOrigin(false, recoveryPoint, 0));
    }
}

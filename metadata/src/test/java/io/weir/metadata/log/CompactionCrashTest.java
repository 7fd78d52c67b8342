package io.weir.metadata.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.protocol.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash may come between any two steps of replacing entries by a snapshot: written, segment begun, old ones removed. */
class CompactionCrashTest {

    @TempDir
    private Path directory;

    private String clusterId = "";

    @BeforeEach
    void writeEntriesZeroToFour() {
        append(0, 1, 2, 3, 4);
    }

    @Test
    void aSnapshotWithoutANewSegmentCountsAndTheEntriesAfterItToo() throws IOException {
        writeSnapshot(2, 100);

        CollectingListener told = open();

        assertThat(told.snapshotOffset()).isEqualTo(2);
        assertThat(told.records()).containsExactly(record(100), record(3), record(4));
        append(5);
        assertThat(open().records()).containsExactly(record(100), record(3), record(4), record(5));
    }

    @Test
    void aNewSegmentBesideTheOldOnesGoesOnWhereTheyEnd() throws IOException {
        writeSnapshot(2, 100);
        beginSegment(5);

        append(5);

        assertThat(open().records()).containsExactly(record(100), record(3), record(4), record(5));
    }

    @Test
    void anOldSnapshotThatWasNotRemovedDoesNotCount() throws IOException {
        writeSnapshot(1, 99);
        writeSnapshot(4, 100);

        assertThat(open().records()).containsExactly(record(100));
    }

    @Test
    void aSegmentThatSkipsEntriesIsRefused() throws IOException {
        beginSegment(7);

        assertThatThrownBy(this::open)
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("it begins with entry 7, but entry 5 comes next");
    }

    @Test
    void onlyTheLastSegmentMayEndInATornFrame() throws IOException {
        beginSegment(5);
        Path first = new Folder(directory).segments().getFirst();
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(first) - 1);
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining(first + " is damaged at byte");
    }

    @Test
    void aSnapshotOfEntriesThatTheLogLostIsRefused() throws IOException {
        writeSnapshot(9, 100);

        assertThatThrownBy(this::open)
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("ends with entry 4")
                .hasMessageContaining("up to 9");
    }

    private void append(long... numbers) {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)) {
            clusterId = log.clusterId();
            log.start(listener);
            for (long number : numbers) {
                log.append(listener.epoch(), List.of(record(number))).join();
            }
        }
    }

    private void writeSnapshot(long offset, long content) throws IOException {
        Folder folder = new Folder(directory);
        FileHeader header = new FileHeader(FileHeader.SNAPSHOT_MAGIC, 1, offset, clusterId);
        folder.writeAtOnce(folder.snapshot(offset), SnapshotFile.write(header, List.of(record(content))));
    }

    private void beginSegment(long firstOffset) throws IOException {
        Folder folder = new Folder(directory);
        ByteBuffer header = new FileHeader(FileHeader.SEGMENT_MAGIC, 1, firstOffset, clusterId).toBytes();
        folder.writeAtOnce(folder.segment(firstOffset), List.of(header));
    }

    private CollectingListener open() {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)) {
            log.start(listener);
        }
        return listener;
    }

    private static Message record(long number) {
        return ProducerIdsRecord.builder().nextProducerId(number).build();
    }
}

package io.weir.metadata.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.record.TopicRecord;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash may leave is repaired; all other damage is refused with its place, and never goes unnoticed. */
class DamageTest {

    private static final int ENTRIES = 5;

    @TempDir
    private Path directory;

    private Path segment = Path.of("");
    private byte[] whole = new byte[0];
    private List<Integer> frames = List.of();

    @BeforeEach
    void writeALogOfOneFrameForEachEntry() throws IOException {
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)) {
            log.start(new CollectingListener());
            for (int i = 0; i < ENTRIES; i++) {
                log.append(1, List.of(record(i))).join();
            }
        }
        segment = new Folder(directory).segments().getFirst();
        whole = Files.readAllBytes(segment);
        frames = DamagedFiles.frameStarts(whole);
    }

    @Test
    void aSegmentCutAnywhereAfterItsHeaderKeepsEveryWholeFrame() throws IOException {
        for (int size = FileHeader.SIZE_BYTES; size <= whole.length; size++) {
            Files.write(segment, Arrays.copyOf(whole, size));

            List<Message> kept = open();

            assertThat(kept).isEqualTo(expected(wholeFramesIn(size)));
        }
    }

    @Test
    void aSegmentCutInsideItsHeaderIsRefused() throws IOException {
        for (int size = 0; size < FileHeader.SIZE_BYTES; size++) {
            Files.write(segment, Arrays.copyOf(whole, size));

            assertThatThrownBy(this::open)
                    .isInstanceOf(MetadataLogException.class)
                    .hasMessageContaining(segment.toString())
                    .hasMessageContaining("damaged at byte 0");
        }
    }

    @Test
    void aLogThatWasCutTakesNewEntriesInThePlaceOfTheLost() throws IOException {
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)) {
            log.start(new CollectingListener());
            assertThat(log.append(1, List.of(record(77))).join()).isEqualTo(ENTRIES - 1);
        }

        assertThat(open()).hasSize(ENTRIES).endsWith(record(77));
    }

    @Test
    void zerosBehindTheLastFrameAreForgotten() throws IOException {
        Files.write(segment, Arrays.copyOf(whole, whole.length + 4096));

        assertThat(open()).isEqualTo(expected(ENTRIES));
        assertThat(Files.size(segment)).isEqualTo(whole.length);
    }

    @Test
    void aFlippedBitInAnyFrameButTheLastIsRefusedWithItsPlace() throws IOException {
        for (int at = FileHeader.SIZE_BYTES; at < frames.getLast(); at++) {
            flip(at);
            int position = at;
            int frame = frames.stream()
                    .filter(start -> start <= position)
                    .reduce((a, b) -> b)
                    .orElseThrow();

            assertThatThrownBy(this::open)
                    .isInstanceOf(MetadataLogException.class)
                    .hasMessageContaining(segment + " is damaged at byte " + frame)
                    .hasMessageContaining("Restore");
        }
    }

    @Test
    void aFlippedBitInTheLastFrameCostsNoOther() throws IOException {
        for (int at = frames.getLast(); at < whole.length; at++) {
            flip(at);

            assertThat(open()).isEqualTo(expected(ENTRIES - 1));
        }
    }

    @Test
    void aLastFrameFromAFutureVersionIsRefusedAndNotForgotten() throws IOException {
        ByteBuffer unknown = ByteBuffer.allocate(7).putInt(0, 1).put(4, (byte) 99);
        ByteBuffer frame = new Frame(ENTRIES, List.of(unknown)).toBytes();
        Files.write(
                segment,
                ByteBuffer.allocate(whole.length + frame.remaining())
                        .put(whole)
                        .put(frame)
                        .array());

        assertThatThrownBy(this::open)
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("damaged at byte " + whole.length)
                .hasMessageContaining("newer version of Weir");
    }

    @Test
    void aFlippedBitInTheHeaderIsRefused() throws IOException {
        for (int at = 0; at < FileHeader.SIZE_BYTES; at++) {
            flip(at);

            assertThatThrownBy(this::open).isInstanceOf(MetadataLogException.class);
        }
    }

    @Test
    void aDamagedSnapshotIsRefused() throws IOException {
        growUntilSnapshot();
        Path snapshot = new Folder(directory).newestSnapshot().orElseThrow();
        byte[] bytes = Files.readAllBytes(snapshot);

        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Files.write(snapshot, damaged);
            assertThatThrownBy(this::open).isInstanceOf(MetadataLogException.class);
            Files.write(snapshot, Arrays.copyOf(bytes, at));
            assertThatThrownBy(this::open)
                    .isInstanceOf(MetadataLogException.class)
                    .hasMessageContaining(snapshot.toString());
        }
    }

    @Test
    void aMissingSegmentOrSnapshotIsNoticed() throws IOException {
        growUntilSnapshot();
        Folder folder = new Folder(directory);
        byte[] snapshot = Files.readAllBytes(folder.newestSnapshot().orElseThrow());
        Path path = folder.newestSnapshot().orElseThrow();

        Files.delete(path);

        assertThatThrownBy(this::open).isInstanceOf(MetadataLogException.class).hasMessageContaining("comes next");
        Files.write(path, snapshot);
        assertThat(open()).isNotEmpty();
    }

    private void growUntilSnapshot() throws IOException {
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, 100)) {
            log.start(new CollectingListener());
            for (int i = 0; i < 3; i++) {
                log.append(1, List.of(record(100 + i))).join();
            }
        }
    }

    private void flip(int at) throws IOException {
        byte[] damaged = whole.clone();
        damaged[at] ^= 0x10;
        Files.write(segment, damaged);
    }

    private List<Message> open() {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)) {
            log.start(listener);
        }
        return listener.records();
    }

    private int wholeFramesIn(int size) {
        int count = 0;
        for (int i = 0; i < frames.size(); i++) {
            int end = i + 1 < frames.size() ? frames.get(i + 1) : whole.length;
            count += end <= size ? 1 : 0;
        }
        return count;
    }

    private static List<Message> expected(int count) {
        List<Message> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(i));
        }
        return records;
    }

    private static Message record(int number) {
        return TopicRecord.builder()
                .name("topic-" + number)
                .topicId(new Uuid(1, number))
                .build();
    }
}

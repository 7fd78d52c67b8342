package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalDiskTest {

    private static final Path FOLDER = Path.of("/data/topic-0");
    private static final Path FILE = FOLDER.resolve("file");
    private static final byte[] CONTENT = new byte[10_000];

    private final SimulatedDisk real = new SimulatedDisk();
    private final RehearsalDisk disk = new RehearsalDisk(real);
    private long realChanges;

    @BeforeEach
    void fillTheRealDisk() throws IOException {
        new Random(1).nextBytes(CONTENT);
        real.createDirectories(FOLDER);
        WholeFile.write(real, FILE, CONTENT, true);
        realChanges = real.changes();
    }

    @Test
    void readsWhatTheRealDiskHolds() throws IOException {
        assertThat(disk.exists(FILE)).isTrue();
        assertThat(disk.sizeBytes(FILE)).isEqualTo(CONTENT.length);
        assertThat(WholeFile.read(disk, FILE)).isEqualTo(CONTENT);
        assertThat(disk.list(FOLDER)).containsExactly("file");
        assertThat(disk.changes()).isEmpty();
        assertThatThrownBy(() -> disk.openExisting(FOLDER.resolve("other"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void keepsEveryChangeToItself() throws IOException {
        // when
        try (DiskFile file = disk.open(FILE)) {
            file.truncate(9000);
        }
        WholeFile.write(disk, FOLDER.resolve("new"), new byte[] {1, 2, 3}, true);
        WholeFile.write(disk, FOLDER.resolve("temporary"), new byte[5], true);
        disk.rename(FOLDER.resolve("temporary"), FOLDER.resolve("renamed"));
        disk.deleteIfExists(FOLDER.resolve("renamed"));

        // then
        assertThat(disk.changes())
                .containsExactly(
                        new FileChange.Cut(FILE, CONTENT.length, 9000),
                        new FileChange.Created(FOLDER.resolve("new"), 3));
        assertThat(disk.list(FOLDER)).containsExactly("file", "new");
        assertThat(real.changes()).isEqualTo(realChanges);
        assertThat(WholeFile.read(real, FILE)).isEqualTo(CONTENT);
    }

    @Test
    void readsBackWhatWasWrittenOverTheRealBytes() throws IOException {
        Random random = new Random(2);
        byte[] model = CONTENT.clone();
        int size = model.length;
        try (DiskFile file = disk.open(FILE)) {
            for (int i = 0; i < 200; i++) {
                int at = random.nextInt(size);
                if (random.nextInt(8) == 0) {
                    file.truncate(at);
                    size = at;
                } else {
                    byte[] bytes = new byte[random.nextInt(6000)];
                    random.nextBytes(bytes);
                    file.write(ByteBuffer.wrap(bytes), at);
                    model = Arrays.copyOf(model, Math.max(size, at + bytes.length));
                    System.arraycopy(bytes, 0, model, at, bytes.length);
                    size = Math.max(size, at + bytes.length);
                }
                model = Arrays.copyOf(model, size);
                if (size == 0) {
                    file.write(ByteBuffer.wrap(new byte[] {7}), 0);
                    model = new byte[] {7};
                    size = 1;
                }
                assertThat(WholeFile.read(disk, FILE)).isEqualTo(model);
            }
        }
    }

    @Test
    void aFileThatIsWrittenAnewAsItWasIsNoChange() throws IOException {
        WholeFile.write(disk, FILE, CONTENT, true);
        assertThat(disk.changes()).isEmpty();
    }

    @Test
    void tellsDeletedAndReplacedFiles() throws IOException {
        // given
        Path other = FOLDER.resolve("other");
        WholeFile.write(real, other, new byte[] {1}, true);

        // when
        disk.rename(other, FILE);

        // then
        assertThat(disk.exists(other)).isFalse();
        assertThat(WholeFile.read(disk, FILE)).containsExactly(1);
        assertThat(disk.changes())
                .containsExactly(new FileChange.Deleted(other), new FileChange.Rewritten(FILE, CONTENT.length, 1));
    }

    @Test
    void doesNotSeeWhatIsAppendedLater() throws IOException {
        // given
        assertThat(disk.sizeBytes(FILE)).isEqualTo(CONTENT.length);

        // when
        try (DiskFile file = real.open(FILE)) {
            file.write(ByteBuffer.wrap(new byte[100]), CONTENT.length);
        }

        // then
        assertThat(disk.sizeBytes(FILE)).isEqualTo(CONTENT.length);
        assertThat(WholeFile.read(disk, FILE)).isEqualTo(CONTENT);
    }
}

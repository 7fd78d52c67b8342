package io.weir.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.disk.DiskFile;
import io.weir.log.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentFileTest {

    private static final Path FOLDER = Path.of("/data/topic-0");
    private static final Path PATH = FOLDER.resolve("0.log");

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SegmentFile file = new SegmentFile(disk, PATH, true);

    @BeforeEach
    void makeFolder() throws IOException {
        disk.createDirectories(FOLDER);
    }

    @Test
    void isOpenedAgainAfterItWasClosedForBeingIdle() throws IOException {
        // given
        file.write(bytes("abc"), 0);
        closeIdle();

        // when
        file.write(bytes("def"), 3);

        // then
        assertThat(content(file, 6)).isEqualTo("abcdef");
    }

    @Test
    void isNotClosedUnderThoseWhoUseIt() throws IOException {
        // given
        file.write(bytes("abc"), 0);
        DiskFile used = file.acquire();

        // when
        boolean closedAtOnce = file.closeIfIdle();
        boolean closedLater = file.closeIfIdle();

        // then
        assertThat(closedAtOnce || closedLater).isFalse();
        assertThat(used.size()).isEqualTo(3);
        file.release();
    }

    @Test
    void isSparedOnceWhenItWasUsedLately() throws IOException {
        // given
        file.write(bytes("abc"), 0);

        // when, then
        assertThat(file.closeIfIdle()).isFalse();
        assertThat(file.closeIfIdle()).isTrue();
    }

    @Test
    void isForcedBeforeItIsClosed() throws IOException {
        // given
        disk.forceDirectory(Path.of("/"));
        disk.forceDirectory(Path.of("/data"));
        file.write(bytes("abc"), 0);
        disk.forceDirectory(FOLDER);

        // when
        closeIdle();

        // then
        SimulatedDisk found = disk.afterPowerLoss(1);
        assertThat(content(new SegmentFile(found, PATH, false), 3)).isEqualTo("abc");
    }

    @Test
    void isNotForcedAgainWhenNothingWasWrittenSince() throws IOException {
        // given
        file.write(bytes("abc"), 0);
        file.force();
        long before = disk.changes();

        // when
        closeIdle();

        // then
        assertThat(disk.changes()).isEqualTo(before);
    }

    @Test
    void whatCouldNotBeForcedWhenItWasClosedIsNotForgotten() throws IOException {
        // given
        file.write(bytes("abc"), 0);
        disk.failAfter(0);

        // when
        closeIdle();

        // then
        disk.failAfter(Long.MAX_VALUE);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining("could not be forced");
    }

    @Test
    void isOpenedAgainUnderItsNewName() throws IOException {
        // given
        file.write(bytes("abc"), 0);
        closeIdle();

        // when
        file.renameTo(FOLDER.resolve("0.log.deleted"));

        // then
        assertThat(content(file, 3)).isEqualTo("abc");
    }

    @Test
    void isNotBroughtBackOnceItIsClosedForGood() throws IOException {
        // given
        file.write(bytes("abc"), 0);

        // when
        file.closeWhenUnused();

        // then
        assertThatThrownBy(file::acquire).isInstanceOf(NoSuchFileException.class);
        assertThat(disk.openFiles().count()).isZero();
    }

    private void closeIdle() {
        boolean wasIdle = file.closeIfIdle();
        boolean isIdle = file.closeIfIdle();
        assertThat(wasIdle || isIdle).isTrue();
    }

    private static String content(SegmentFile file, int sizeBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(sizeBytes);
        file.use(open -> {
            open.readFully(bytes, 0);
            return bytes;
        });
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }
}

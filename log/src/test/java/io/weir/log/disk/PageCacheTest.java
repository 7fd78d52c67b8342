package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not tell")
class PageCacheTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final PageCache cache = new PageCache();
    private FileChannel file;

    @BeforeEach
    void open() throws IOException {
        file = FileChannel.open(
                folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
        file.close();
    }

    @Test
    void findsWhatWasWrittenAndNotWhatNeverWas() throws IOException {
        // given a file with a hole, which no page stands for
        write(MIB, 0);
        write(1, 4L * MIB);

        // when, then
        assertThat(cache.holds(file, 0, MIB)).isTrue();
        assertThat(cache.holds(file, 12_345, 678)).isTrue();
        assertThat(cache.holds(file, 2L * MIB, 1)).isFalse();
        assertThat(cache.holds(file, 0, 2L * MIB)).isFalse();
    }

    @Test
    void followsAFileThatGrows() throws IOException {
        // given
        write(1000, 0);
        assertThat(cache.holds(file, 0, 1000)).isTrue();

        // when
        write(10 * MIB, 1000);

        // then
        assertThat(cache.holds(file, 9L * MIB, MIB)).isTrue();
    }

    @Test
    void doubtsTheLittleThatWasAddedToALargeFile() throws IOException {
        // given
        write(10 * MIB, 0);
        assertThat(cache.holds(file, 0, 1000)).isTrue();

        // when
        write(1000, 10L * MIB);

        // then
        assertThat(cache.holds(file, 10L * MIB, 1000)).isFalse();
        assertThat(cache.holds(file, 9L * MIB, 1000)).isTrue();
    }

    @Test
    void whatLiesBehindTheEndCountsForNothing() throws IOException {
        // given
        write(1000, 0);

        // when, then
        assertThat(cache.holds(file, 500, 5000)).isTrue();
        assertThat(cache.holds(file, 2000, 5000)).isTrue();
    }

    @Test
    void knowsNothingOnceClosed() throws IOException {
        // given
        write(1000, 0);

        // when
        cache.close();

        // then
        assertThat(cache.holds(file, 0, 1000)).isFalse();
    }

    private void write(int bytes, long position) throws IOException {
        ByteBuffer source = ByteBuffer.allocate(bytes);
        while (source.hasRemaining()) {
            file.write(source, position + source.position());
        }
    }
}

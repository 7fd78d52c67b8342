package io.weir.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryFileTest {

    private static final Path FOLDER = Path.of("/data/topic-0");
    private static final int ENTRIES = 10_000;
    private static final EntryFile.Key KEY = ByteBuffer::getInt;

    private final SimulatedDisk disk = new SimulatedDisk();
    private EntryFile file = EntryFile.create(disk, FOLDER.resolve("0.index"), Integer.BYTES);

    @BeforeEach
    void makeFolder() throws IOException {
        disk.createDirectories(FOLDER);
    }

    @Test
    void findsEveryEntryWhereverTheLastSearchEnded() throws IOException {
        // given
        appendUpTo(ENTRIES);
        Random random = new Random(5);

        for (int i = 0; i < 2_000; i++) {
            int target = random.nextInt(-2, 2 * ENTRIES + 2);

            // when
            int found = file.floor(KEY, target);

            // then
            assertThat(found).as("floor of %s", target).isEqualTo(Math.clamp(target >> 1, -1, ENTRIES - 1));
        }
    }

    @Test
    void findsWhatWasAppendedSinceTheLastSearch() throws IOException {
        // given
        for (int count = 1; count <= ENTRIES; count++) {
            append(2 * (count - 1));

            // when, then
            assertThat(file.floor(KEY, 2L * count)).isEqualTo(count - 1);
            assertThat(file.floor(KEY, count)).isEqualTo(count >> 1);
        }
    }

    @Test
    void forgetsWhatItKeptOfEntriesThatWereCutOff() throws IOException {
        // given
        appendUpTo(ENTRIES);
        int wasFound = file.floor(KEY, ENTRIES);

        // when
        file.truncate(100);
        for (int i = 0; i < ENTRIES; i++) {
            append(1_000_000 + i);
        }

        // then
        assertThat(wasFound).isEqualTo(ENTRIES / 2);
        assertThat(file.floor(KEY, ENTRIES)).isEqualTo(99);
        assertThat(file.floor(KEY, 1_000_000 + ENTRIES / 2)).isEqualTo(100 + ENTRIES / 2);
    }

    @Test
    void whoReadsInOrderReadsTheFileOnlyNowAndThen() throws IOException {
        // given
        appendUpTo(ENTRIES);
        file.seal();
        file = EntryFile.open(disk, file.path(), Integer.BYTES);
        int _ = file.floor(KEY, 0);
        long before = disk.reads();

        // when
        for (int i = 0; i < 500; i++) {
            ByteBuffer _ = file.read(file.floor(KEY, 2L * i), 1);
        }

        // then
        assertThat(disk.reads() - before).isLessThanOrEqualTo(15);
    }

    private void appendUpTo(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            append(2 * i);
        }
    }

    private void append(int key) throws IOException {
        file.append(ByteBuffer.allocate(Integer.BYTES).putInt(key).flip());
    }
}

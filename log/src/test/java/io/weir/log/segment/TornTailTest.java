package io.weir.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.TestBatches;
import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

/** Tails so long that they must not be held in memory. */
class TornTailTest {

    private static final int SIZE = 64 << 20;
    private static final long OFFSET = 5;

    @Test
    void aLongTailOfZerosWasTorn() throws IOException {
        // given
        LargeFile file = new LargeFile((byte) 0);

        // when, then
        assertThat(TornTail.isTorn(file, 100, SIZE, OFFSET)).isTrue();
        assertThat(file.largestRead).isLessThanOrEqualTo(FileWindow.BYTES);
    }

    @Test
    void garbageBeforeAGoodBatchAtTheVeryEndIsDamage() throws IOException {
        // given
        LargeFile file = new LargeFile((byte) 1);
        file.endsWith(batch(1 << 20));

        // when, then
        assertThat(TornTail.isTorn(file, 100, SIZE, OFFSET)).isFalse();
        assertThat(file.largestRead).isLessThanOrEqualTo(FileWindow.BYTES);
    }

    @Test
    void aHoleBeforeAGoodBatchAtTheVeryEndWasTorn() throws IOException {
        // given
        LargeFile file = new LargeFile((byte) 0);
        file.endsWith(batch(1 << 20));

        // when, then
        assertThat(TornTail.isTorn(file, 100, SIZE, OFFSET)).isTrue();
        assertThat(file.largestRead).isLessThanOrEqualTo(FileWindow.BYTES);
    }

    private static ByteBuffer batch(int valueBytes) {
        ByteBuffer batch = TestBatches.plain(0, "v".repeat(valueBytes));
        // The base offset; the checksum does not cover it.
        return batch.putLong(batch.position(), OFFSET + 3);
    }

    /** Large without taking room: one byte all over, and something else at the end. */
    private static final class LargeFile implements DiskFile {

        private final byte filler;
        private ByteBuffer ending = ByteBuffer.allocate(0);
        private int largestRead;

        LargeFile(byte filler) {
            this.filler = filler;
        }

        void endsWith(ByteBuffer bytes) {
            ending = bytes.slice();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            int count = (int) Math.min(target.remaining(), SIZE - position);
            largestRead = Math.max(largestRead, target.remaining());
            int endingAt = SIZE - ending.limit();
            for (int i = 0; i < count; i++) {
                int at = (int) position + i;
                target.put(at < endingAt ? filler : ending.get(at - endingAt));
            }
            return count;
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void truncate(long sizeBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}

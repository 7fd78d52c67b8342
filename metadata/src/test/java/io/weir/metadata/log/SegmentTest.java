package io.weir.metadata.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTest {

    private static final Frame FRAME = new Frame(0, List.of(ByteBuffer.allocate(100)));

    private final FullDisk disk = new FullDisk();
    private final Segment segment = new Segment(Path.of("segment"), disk, 0);

    @Test
    void aFrameForWhichThereIsNoRoomLeavesNothingAndTheNextMaySucceed() throws IOException {
        int size = segment.append(FRAME);
        disk.roomBytes = 10;

        assertThatThrownBy(() -> segment.append(FRAME))
                .isInstanceOf(NotWrittenException.class)
                .hasMessageContaining("No space left");
        assertThat(disk.content).hasSize(size);

        disk.roomBytes = Integer.MAX_VALUE;
        segment.append(FRAME);
        assertThat(disk.content).hasSize(2 * size);
    }

    @Test
    void aFailedForceIsNotForgiven() {
        disk.forceFails = true;

        assertThatThrownBy(() -> segment.append(FRAME))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NotWrittenException.class);
    }

    /** Takes so many bytes and then says that it is full, having written as much as there was room for. */
    private static final class FullDisk implements GrowingFile {

        private byte[] content = new byte[0];
        private int roomBytes = Integer.MAX_VALUE;
        private boolean forceFails;

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int before = content.length;
            int fits = Math.min(roomBytes, bytes.remaining());
            content = Arrays.copyOf(content, before + fits);
            bytes.get(content, before, fits);
            if (bytes.hasRemaining()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            if (forceFails) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void truncate(long sizeBytes) {
            content = Arrays.copyOf(content, (int) sizeBytes);
        }

        @Override
        public void close() {}
    }
}

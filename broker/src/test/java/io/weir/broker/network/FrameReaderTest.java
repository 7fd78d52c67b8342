package io.weir.broker.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private static final int MAX_FRAME_BYTES = 8 << 20;

    private static final int OWN_BUFFER_BYTES = 4096;

    private final BufferPool pool = new BufferPool(64 << 20);

    @Test
    void cutsFramesWhereverTheBytesAreTorn() throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int[] sizes =
                    random.ints(20, 0, random.nextBoolean() ? 100 : 50_000).toArray();
            ByteBuffer stream = frames(sizes);
            try (FrameReader reader = new FrameReader(new TornChannel(stream, random), pool, MAX_FRAME_BYTES)) {
                for (int i = 0; i < sizes.length; i++) {
                    ByteBuffer frame = Objects.requireNonNull(reader.next());
                    assertThat(frame.remaining())
                            .as("seed %d frame %d", seed, i)
                            .isEqualTo(sizes[i]);
                    for (int at = 0; at < sizes[i]; at++) {
                        assertThat(frame.get(frame.position() + at)).isEqualTo((byte) (i + at));
                    }
                }
                assertThat(reader.next()).as("seed %d", seed).isNull();
            }
        }
    }

    @Test
    void refusesSizesThatAreNegativeOrTooLarge() {
        for (int size : new int[] {-1, Integer.MIN_VALUE, MAX_FRAME_BYTES + 1, Integer.MAX_VALUE}) {
            ByteBuffer stream = ByteBuffer.allocate(4).putInt(size).flip();
            FrameReader reader = new FrameReader(new TornChannel(stream, new Random(1)), pool, MAX_FRAME_BYTES);

            assertThatThrownBy(reader::next)
                    .isInstanceOf(MalformedFrameException.class)
                    .hasMessageContaining(Integer.toString(size))
                    .hasMessageContaining("socket.request.max.bytes");
        }
    }

    @Test
    void tellsATornFrameFromACleanEnd() {
        for (int sent : new int[] {1, 3, 4, 10}) {
            ByteBuffer stream =
                    ByteBuffer.allocate(100).putInt(50).position(sent).flip();
            FrameReader reader = new FrameReader(new TornChannel(stream, new Random(2)), pool, MAX_FRAME_BYTES);

            assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void anAnnouncedFrameHoldsOnlyWhatHasCome() {
        ByteBuffer stream = ByteBuffer.allocate(4 + 100)
                .putInt(MAX_FRAME_BYTES)
                .position(104)
                .flip();
        BufferPool counting = new BufferPool(Long.MAX_VALUE);
        FrameReader reader = new FrameReader(new TornChannel(stream, new Random(3)), counting, MAX_FRAME_BYTES);

        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
        reader.close();

        assertThat(counting.retainedBytes()).isEqualTo((1 << 20) + OWN_BUFFER_BYTES);
    }

    @Test
    void holdsNothingBetweenFrames() throws IOException {
        // given a frame and the beginning of the next
        ByteBuffer stream = frames(10, 20).limit(4 + 10 + 4 + 3);
        BufferPool counting = new BufferPool(Long.MAX_VALUE);
        FrameReader reader = new FrameReader(new WholeChannel(stream), counting, MAX_FRAME_BYTES);

        // then
        assertThat(reader.rest()).isTrue();
        assertThat(reader.next()).isNotNull();
        assertThat(reader.rest()).isFalse();
        assertThat(counting.retainedBytes()).isZero();

        // when the rest has come
        stream.limit(stream.capacity());

        // then
        assertThat(reader.next()).isNotNull();
        assertThat(reader.rest()).isTrue();
        assertThat(counting.retainedBytes()).isEqualTo(OWN_BUFFER_BYTES);
    }

    @Test
    void givesBorrowedBuffersBack() throws IOException {
        ByteBuffer stream = frames(10_000, 10_000, 5);
        BufferPool counting = new BufferPool(Long.MAX_VALUE);
        try (FrameReader reader = new FrameReader(new TornChannel(stream, new Random(4)), counting, MAX_FRAME_BYTES)) {
            assertThat(reader.next()).isNotNull();
            assertThat(counting.retainedBytes()).isZero();
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNotNull();

            assertThat(counting.retainedBytes()).isEqualTo(16_384);
        }
    }

    @Test
    void seesWholeFramesThatHaveArrivedAlready() throws IOException {
        ByteBuffer stream = ByteBuffer.allocate(64);
        for (String text : new String[] {"one", "two"}) {
            stream.putInt(text.length()).put(text.getBytes(US_ASCII));
        }
        stream.putInt(9).put((byte) 1).flip();
        FrameReader reader = new FrameReader(new WholeChannel(stream), pool, MAX_FRAME_BYTES);

        assertThat(reader.next()).isEqualTo(ByteBuffer.wrap("one".getBytes(US_ASCII)));
        assertThat(reader.hasBufferedFrame()).isTrue();
        assertThat(reader.next()).isEqualTo(ByteBuffer.wrap("two".getBytes(US_ASCII)));
        assertThat(reader.hasBufferedFrame()).isFalse();
    }

    private static ByteBuffer frames(int... sizes) {
        int total = 0;
        for (int size : sizes) {
            total += 4 + size;
        }
        ByteBuffer stream = ByteBuffer.allocate(total);
        for (int i = 0; i < sizes.length; i++) {
            stream.putInt(sizes[i]);
            for (int at = 0; at < sizes[i]; at++) {
                stream.put((byte) (i + at));
            }
        }
        return stream.flip();
    }

    /** Gives its bytes in pieces of random size. */
    private record TornChannel(ByteBuffer stream, Random random) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) {
            if (!stream.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(stream.remaining(), target.remaining()), 1 + random.nextInt(5_000));
            target.put(stream.slice(stream.position(), count));
            stream.position(stream.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Gives all it can at once. */
    private record WholeChannel(ByteBuffer stream) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(stream.remaining(), target.remaining());
            target.put(stream.slice(stream.position(), count));
            stream.position(stream.position() + count);
            return count == 0 ? -1 : count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}

package io.weir.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the writer copies, where it does not, and what it refuses. */
final class MessageWriterTest {

    private static final BufferPayload LARGE =
            new BufferPayload(ByteBuffer.allocate(MessageWriter.COPY_LIMIT_BYTES + 1));

    private static ByteBuffer bytes(Payload payload) {
        return ((BufferPayload) payload).buffer();
    }

    @Test
    void a_large_payload_stays_where_it_is() {
        // given a large payload between own bytes
        MessageWriter out = new MessageWriter();
        out.int32(1);
        out.records(LARGE, true);
        out.int8((byte) 2);

        // when the message is finished
        List<Payload> parts = out.finish();

        // then the payload itself is the part in the middle
        assertThat(parts).hasSize(3);
        assertThat(bytes(parts.getFirst())).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, (byte) 0x82, 0x20}));
        assertThat(parts.get(1)).isSameAs(LARGE);
        assertThat(bytes(parts.getLast())).isEqualTo(ByteBuffer.wrap(new byte[] {2}));
        assertThat(out.sizeBytes()).isEqualTo(6 + LARGE.sizeBytes() + 1);
    }

    @Test
    void a_small_payload_is_copied_without_moving_it() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 8, 7}).position(1);
        MessageWriter out = new MessageWriter();

        out.records(new BufferPayload(buffer), true);

        assertThat(out.toByteBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] {3, 8, 7}));
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void each_frame_counts_only_itself() {
        // given two frames, the first around a payload
        MessageWriter out = new MessageWriter();
        out.beginFrame();
        out.payload(LARGE);
        out.endFrame();
        out.beginFrame();
        out.int16((short) 3);
        out.endFrame();

        // when they are finished
        List<Payload> parts = out.finish();

        // then each has its own size before it
        assertThat(bytes(parts.getFirst()).getInt(0)).isEqualTo(LARGE.sizeBytes());
        assertThat(bytes(parts.getLast())).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 0, 3}));
    }

    @Test
    void a_tagged_field_longer_than_127_bytes_has_a_longer_size() {
        MessageWriter out = new MessageWriter();

        int mark = out.beginTag(3);
        out.string("x".repeat(200), true);
        out.endTag(mark);

        ByteBuffer written = out.toByteBuffer();
        assertThat(written.remaining()).isEqualTo(1 + 2 + 2 + 200);
        assertThat(written.slice(0, 4)).isEqualTo(ByteBuffer.wrap(new byte[] {3, (byte) 0xca, 1, (byte) 0xc9}));
    }

    @Test
    void what_the_wire_cannot_hold_is_refused() {
        MessageWriter out = new MessageWriter();

        assertThatThrownBy(() -> out.string("x".repeat(32_768), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32767");
        assertThatThrownBy(() -> out.uint16(65_536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.rawTags(List.of(new RawTaggedField(1, ByteBuffer.allocate(0))), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tag must be at least 2");
    }
}

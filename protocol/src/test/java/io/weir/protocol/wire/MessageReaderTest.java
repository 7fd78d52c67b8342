package io.weir.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the reader makes of lengths that lie. */
final class MessageReaderTest {

    private static MessageReader over(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return new MessageReader(ByteBuffer.wrap(array));
    }

    private static void assertMalformed(ThrowingCallable read, String... words) {
        assertThatThrownBy(read).isInstanceOf(MalformedMessageException.class).hasMessageContainingAll(words);
    }

    @Test
    void a_length_beyond_the_end_is_refused_before_memory_is_taken() {
        assertMalformed(
                () -> over(0x7f, 0xff, 0xff, 0xff, 0, 0).list("topics", false, 0, (r, _) -> r.int8()),
                "topics",
                "2147483647",
                "2 bytes");
        assertMalformed(() -> over(0xff, 0xff, 0xff, 0xff, 0x07, 0).bytes("salt", true), "salt", "2147483646");
        assertMalformed(() -> over(0x7f, 0xff, 0xff, 0xff, 0).records("records", false), "records");
        assertMalformed(() -> over(0x7f, 0xff, 0).string("name", false), "name", "32767");
    }

    @Test
    void a_length_below_zero_is_refused() {
        assertMalformed(() -> over(0xff, 0xfe).nullableString("name", false), "name", "-2");
        assertMalformed(() -> over(0xff, 0xff, 0xff, 0xfe).nullableBytes("salt", false), "salt", "-2");
        assertMalformed(() -> over(0xff, 0xff, 0xff, 0xff, 0x0f).bytes("salt", true), "salt", "4294967295");
    }

    @Test
    void null_is_refused_where_it_may_not_be() {
        assertMalformed(() -> over(0xff, 0xff).string("name", false), "name", "null");
        assertMalformed(() -> over(0).list("topics", true, 0, (r, _) -> r.int8()), "topics", "null");
        assertThat(over(0).nullableString("name", true)).isNull();
    }

    @Test
    void a_compact_string_has_the_limit_of_any_string() {
        byte[] bytes = new byte[40_000];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        io.weir.protocol.types.Varint.writeUnsigned(in, Short.MAX_VALUE + 2);

        assertMalformed(() -> new MessageReader(in.rewind()).string("name", true), "name", "32768");
    }

    @Test
    void broken_text_is_refused_and_a_real_replacement_character_is_not() {
        assertMalformed(() -> over(0, 2, 0xc3, 0x28).string("name", false), "name", "UTF-8");
        assertThat(over(0, 3, 0xef, 0xbf, 0xbd).string("name", false)).isEqualTo("\uFFFD");
    }

    @Test
    void text_is_the_same_from_heap_and_direct_memory() {
        ByteBuffer direct = ByteBuffer.allocateDirect(4).put(new byte[] {3, (byte) 0xc3, (byte) 0xbc, 0});

        assertThat(new MessageReader(direct.flip()).string("name", true)).isEqualTo("ü");
    }

    @Test
    void lists_of_all_lists_share_one_limit() {
        // given room for three elements in the whole message
        MessageReader in = new MessageReader(ByteBuffer.wrap(new byte[] {3, 1, 2, 3, 1, 2}), 3);

        // when one list takes two of them
        List<Byte> first = in.list("first", true, 0, (r, _) -> r.int8());

        // then the next may not have two more
        assertThat(first).containsExactly((byte) 1, (byte) 2);
        assertMalformed(() -> in.list("second", true, 0, (r, _) -> r.int8()), "second", "limit of 3");
    }

    @Test
    void tags_must_rise_and_end_where_they_say() {
        assertThat(over(2, 1, 0, 5, 1, 9).rawTags())
                .containsExactly(
                        new RawTaggedField(1, ByteBuffer.allocate(0)),
                        new RawTaggedField(5, ByteBuffer.wrap(new byte[] {9})));
        assertMalformed(() -> over(2, 5, 0, 5, 0).rawTags(), "tag 5");
        assertMalformed(() -> over(1, 1, 9, 0).rawTags(), "tagged field 1", "9");
        assertMalformed(() -> over(0x7f, 0, 0).rawTags(), "127");
    }

    @Test
    void a_known_tagged_field_may_not_take_more_than_it_claims() {
        // given a tagged field that claims one byte
        TagReader tags = over(1, 0, 1, 7, 7).tags();
        assertThat(tags.next()).isTrue();

        // when nothing is read of it, then going on fails
        assertMalformed(tags::next, "tagged field 0");
    }

    @Test
    void records_are_a_view_and_bytes_are_a_copy() {
        // given a frame with both
        byte[] frame = {2, 7, 2, 8};
        MessageReader in = new MessageReader(ByteBuffer.wrap(frame));
        ByteBuffer bytes = in.bytes("bytes", true);
        Payload records = in.records("records", true);

        // when the frame's buffer is used again
        frame[1] = 0;
        frame[3] = 0;

        // then only the copy is as it was
        assertThat(bytes.get(0)).isEqualTo((byte) 7);
        assertThat(((BufferPayload) records).buffer().get(0)).isZero();
    }
}

package io.weir.protocol.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.junit.jupiter.api.Test;

/** Variable-length integers against Kafka's. */
final class VarintTest {

    private static LongStream values() {
        LongStream edges = LongStream.range(0, 64)
                .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, -(1L << bit), ~(1L << bit)));
        return LongStream.concat(edges, new Random(1).longs(200));
    }

    @Test
    void ints_are_kafkas() {
        values().forEach(value -> assertIntIsKafkas((int) value));
    }

    @Test
    void unsigned_ints_are_kafkas() {
        values().forEach(value -> assertUnsignedIntIsKafkas((int) value));
    }

    @Test
    void longs_are_kafkas() {
        values().forEach(VarintTest::assertLongIsKafkas);
    }

    private static void assertIntIsKafkas(int value) {
        ByteBuffer ours = ByteBuffer.allocate(Varint.MAX_INT_BYTES);
        ByteBuffer kafkas = ByteBuffer.allocate(Varint.MAX_INT_BYTES);

        Varint.writeInt(ours, value);
        new ByteBufferAccessor(kafkas).writeVarint(value);

        assertThat(ours.flip()).isEqualTo(kafkas.flip());
        assertThat(Varint.sizeOfInt(value)).isEqualTo(kafkas.remaining());
        assertThat(Varint.readInt(ours)).isEqualTo(value);
    }

    private static void assertUnsignedIntIsKafkas(int value) {
        ByteBuffer ours = ByteBuffer.allocate(Varint.MAX_INT_BYTES);
        ByteBuffer kafkas = ByteBuffer.allocate(Varint.MAX_INT_BYTES);

        Varint.writeUnsigned(ours, value);
        new ByteBufferAccessor(kafkas).writeUnsignedVarint(value);

        assertThat(ours.flip()).isEqualTo(kafkas.flip());
        assertThat(Varint.sizeOfUnsigned(value)).isEqualTo(kafkas.remaining());
        assertThat(Varint.readUnsigned(ours)).isEqualTo(value);
    }

    private static void assertLongIsKafkas(long value) {
        ByteBuffer ours = ByteBuffer.allocate(Varint.MAX_LONG_BYTES);
        ByteBuffer kafkas = ByteBuffer.allocate(Varint.MAX_LONG_BYTES);

        Varint.writeLong(ours, value);
        new ByteBufferAccessor(kafkas).writeVarlong(value);

        assertThat(ours.flip()).isEqualTo(kafkas.flip());
        assertThat(Varint.sizeOfLong(value)).isEqualTo(kafkas.remaining());
        assertThat(Varint.readLong(ours)).isEqualTo(value);
    }

    @Test
    void too_many_or_too_few_bytes_are_malformed() {
        byte[] endless = new byte[20];
        java.util.Arrays.fill(endless, (byte) 0x80);

        assertThatThrownBy(() -> Varint.readUnsigned(ByteBuffer.wrap(endless)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("longer than 5 bytes");
        assertThatThrownBy(() -> Varint.readLong(ByteBuffer.wrap(endless)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("longer than 10 bytes");
        assertThatThrownBy(() -> Varint.readInt(ByteBuffer.wrap(endless, 0, 2)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("cut off");
    }
}

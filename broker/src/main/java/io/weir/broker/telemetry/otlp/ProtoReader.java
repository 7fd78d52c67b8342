package io.weir.broker.telemetry.otlp;

import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message, one after the other, within its bytes: {@link #next}, and then one of the
 * methods that read or skip its value.
 *
 * <p>Throws {@link MalformedMessageException} for whatever does not fit: bytes that are cut off, lengths beyond the
 * end, a value that is not of the type that is read. Groups, which nobody has written for ages, are refused.
 */
final class ProtoReader {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int MAX_VARINT_BITS = 70;

    private final ByteBuffer in;
    private int field;
    private int wireType;

    ProtoReader(ByteBuffer message) {
        this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same message from its beginning, for whoever has to know what comes later in it. */
    ProtoReader again() {
        return new ProtoReader(in.duplicate().rewind());
    }

    /** Moves to the next field; false at the end. */
    boolean next() {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        long number = tag >>> 3;
        if (number < 1 || number > (1 << 29) - 1) {
            throw new MalformedMessageException("there is no protobuf field " + number);
        }
        field = (int) number;
        wireType = (int) (tag & 7);
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    void skip() {
        switch (wireType) {
            case VARINT -> {
                long _ = varint();
            }
            case FIXED64 -> move(Long.BYTES);
            case BYTES -> move(length());
            case FIXED32 -> move(Integer.BYTES);
            default -> throw new MalformedMessageException("protobuf wire type " + wireType + " of field " + field);
        }
    }

    ProtoReader message() {
        return new ProtoReader(bytes());
    }

    /** What is not UTF-8 is shown as such. */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    long number() {
        require(VARINT);
        return varint();
    }

    boolean flag() {
        return number() != 0;
    }

    long fixed64() {
        require(FIXED64);
        requireLeft(Long.BYTES);
        return in.getLong();
    }

    private ByteBuffer bytes() {
        require(BYTES);
        int length = length();
        ByteBuffer bytes = in.slice(in.position(), length);
        move(length);
        return bytes;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedMessageException("field " + field + " claims " + Long.toUnsignedString(length)
                    + " bytes where " + in.remaining() + " are left");
        }
        return (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            requireLeft(1);
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("a protobuf number of more than 10 bytes");
    }

    private void move(int bytes) {
        requireLeft(bytes);
        in.position(in.position() + bytes);
    }

    private void require(int wanted) {
        if (wireType != wanted) {
            throw new MalformedMessageException(
                    "field " + field + " has the protobuf wire type " + wireType + ", expected " + wanted);
        }
    }

    private void requireLeft(int bytes) {
        if (in.remaining() < bytes) {
            throw new MalformedMessageException(
                    "a protobuf message ends " + (bytes - in.remaining()) + " bytes too early");
        }
    }
}

package io.weir.protocol.wire;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Payload;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.types.Varint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a message from bytes nobody has checked.
 *
 * <p>Whatever the bytes are, reading ends with a value or with {@link MalformedMessageException}, and takes memory in
 * proportion to the bytes really there: lengths are compared with what is left before anything is allocated, and one
 * reader hands out no more list elements than its limit. {@code flexible} selects the compact encodings of KIP-482.
 */
public final class MessageReader {

    /** List elements one message may have, unless the reader was given another limit. */
    public static final int DEFAULT_MAX_ELEMENTS = 1_000_000;

    /** Bytes a string may have, in all encodings. */
    public static final int MAX_STRING_BYTES = Short.MAX_VALUE;

    private static final int NULL_LENGTH = -1;
    private static final int INITIAL_LIST_CAPACITY = 1024;

    private final ByteBuffer in;
    private final int maxElements;
    private int elementsLeft;

    /** Reads from the buffer's position, which moves as reading goes on; the buffer must be big-endian. */
    public MessageReader(ByteBuffer in) {
        this(in, DEFAULT_MAX_ELEMENTS);
    }

    /** As {@link #MessageReader(ByteBuffer)}, for messages of at most {@code maxElements} list elements altogether. */
    public MessageReader(ByteBuffer in, int maxElements) {
        this.in = in;
        this.maxElements = maxElements;
        this.elementsLeft = maxElements;
    }

    /** Bytes not read yet. */
    public int remaining() {
        return in.remaining();
    }

    public boolean bool() {
        return int8() != 0;
    }

    public byte int8() {
        require(Byte.BYTES);
        return in.get();
    }

    public short int16() {
        require(Short.BYTES);
        return in.getShort();
    }

    public int uint16() {
        return Short.toUnsignedInt(int16());
    }

    public int int32() {
        require(Integer.BYTES);
        return in.getInt();
    }

    public long uint32() {
        return Integer.toUnsignedLong(int32());
    }

    public long int64() {
        require(Long.BYTES);
        return in.getLong();
    }

    public double float64() {
        require(Double.BYTES);
        return in.getDouble();
    }

    public Uuid uuid() {
        require(2 * Long.BYTES);
        return new Uuid(in.getLong(), in.getLong());
    }

    public String string(String field, boolean flexible) {
        return notNull(field, nullableString(field, flexible));
    }

    public @Nullable String nullableString(String field, boolean flexible) {
        int length = flexible ? compactLength(field) : int16();
        if (length > MAX_STRING_BYTES) {
            throw new MalformedMessageException(
                    field + " claims " + length + " bytes; a string has at most " + MAX_STRING_BYTES);
        }
        return isNull(field, length) ? null : Utf8.decode(field, in, length);
    }

    /** A heap copy of the bytes, which outlives the frame. */
    public ByteBuffer bytes(String field, boolean flexible) {
        return notNull(field, nullableBytes(field, flexible));
    }

    public @Nullable ByteBuffer nullableBytes(String field, boolean flexible) {
        int length = length(field, flexible);
        return isNull(field, length) ? null : copy(length);
    }

    /** A view of the bytes where they lie, valid only as long as the frame's buffer is not used again. */
    public Payload records(String field, boolean flexible) {
        return notNull(field, nullableRecords(field, flexible));
    }

    public @Nullable Payload nullableRecords(String field, boolean flexible) {
        int length = length(field, flexible);
        if (isNull(field, length)) {
            return null;
        }
        ByteBuffer view = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new BufferPayload(view);
    }

    /** An unmodifiable list. */
    public <T> List<T> list(String field, boolean flexible, int version, ElementReader<T> element) {
        return notNull(field, nullableList(field, flexible, version, element));
    }

    public <T> @Nullable List<T> nullableList(String field, boolean flexible, int version, ElementReader<T> element) {
        int length = length(field, flexible);
        // No element is shorter than a byte, so more elements than bytes cannot be true.
        if (isNull(field, length)) {
            return null;
        }
        takeElements(field, length);
        if (length == 0) {
            return List.of();
        }
        if (length == 1) {
            return List.of(element.read(this, version));
        }
        List<T> list = new ArrayList<>(Math.min(length, INITIAL_LIST_CAPACITY));
        for (int i = 0; i < length; i++) {
            list.add(element.read(this, version));
        }
        return Collections.unmodifiableList(list);
    }

    /** The byte before a nullable struct: true when the struct follows. */
    public boolean structFollows() {
        return int8() >= 0;
    }

    /** The tagged fields that end a struct. */
    public TagReader tags() {
        int count = Varint.readUnsigned(in);
        if (count < 0 || count > in.remaining()) {
            throw new MalformedMessageException("tagged fields: " + Integer.toUnsignedString(count)
                    + " are claimed, but only " + in.remaining() + " bytes are left");
        }
        takeElements("tagged fields", count);
        return new TagReader(in, count);
    }

    /** The tagged fields that end a struct whose spec has none. */
    public List<RawTaggedField> rawTags() {
        TagReader tags = tags();
        while (tags.next()) {
            tags.keep();
        }
        return tags.unknown();
    }

    private ByteBuffer copy(int length) {
        byte[] copy = new byte[length];
        in.get(copy);
        return ByteBuffer.wrap(copy);
    }

    private int length(String field, boolean flexible) {
        return flexible ? compactLength(field) : int32();
    }

    private int compactLength(String field) {
        int lengthPlusOne = Varint.readUnsigned(in);
        if (lengthPlusOne < 0) {
            throw new MalformedMessageException(
                    field + " claims a length of " + Integer.toUnsignedString(lengthPlusOne) + " less 1");
        }
        return lengthPlusOne - 1;
    }

    private boolean isNull(String field, int length) {
        if (length < NULL_LENGTH) {
            throw new MalformedMessageException(field + " claims a length of " + length);
        }
        if (length > in.remaining()) {
            throw new MalformedMessageException(
                    field + " claims a length of " + length + ", but only " + in.remaining() + " bytes are left");
        }
        return length == NULL_LENGTH;
    }

    private void takeElements(String field, int count) {
        if (count > elementsLeft) {
            throw new MalformedMessageException(
                    field + " exceeds the limit of " + maxElements + " list elements in one message");
        }
        elementsLeft -= count;
    }

    private void require(int bytes) {
        if (in.remaining() < bytes) {
            throw new MalformedMessageException(
                    "the message ends where " + bytes + " bytes were expected; " + in.remaining() + " are left");
        }
    }

    private static <T> T notNull(String field, @Nullable T value) {
        if (value == null) {
            throw new MalformedMessageException(field + " is null, which this version does not allow");
        }
        return value;
    }
}

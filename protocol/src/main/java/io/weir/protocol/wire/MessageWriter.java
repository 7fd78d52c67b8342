package io.weir.protocol.wire;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of messages, in one pass, into a buffer that grows, around payloads that stay where they are.
 *
 * <p>Several messages may be written after one another, each between {@link #beginFrame()} and {@link #endFrame()}
 * where its size goes before it. {@link #finish()} hands the bytes over; the writer is used up then. Not thread-safe.
 * {@code flexible} selects the compact encodings of KIP-482.
 */
public final class MessageWriter {

    /** A payload in memory of at most this many bytes is copied: cheaper than one more part to send. */
    public static final int COPY_LIMIT_BYTES = 4096;

    private static final int INITIAL_BYTES = 512;
    private static final int NULL_LENGTH = -1;

    private final List<Cut> cuts = new ArrayList<>(2);
    private final GrowingBytes out;
    private int cutBytes;
    private int frameStart;
    private int frameCutBytes;

    /** A payload that is not copied, and the position of the own bytes before which it stands. */
    private record Cut(int position, Payload payload) {}

    public MessageWriter() {
        this(INITIAL_BYTES);
    }

    /** A writer whose buffer has this many bytes before it grows for the first time. */
    public MessageWriter(int initialBytes) {
        this.out = new GrowingBytes(initialBytes);
    }

    /** All that was written so far, payloads included. */
    public int sizeBytes() {
        return Math.addExact(out.position(), cutBytes);
    }

    /** Leaves room for the int32 size that goes before a request or response. */
    public void beginFrame() {
        frameStart = out.position();
        frameCutBytes = cutBytes;
        int32(0);
    }

    /** Fills in the size of what was written since {@link #beginFrame()}. */
    public void endFrame() {
        int own = out.position() - frameStart - Integer.BYTES;
        out.patchInt32(frameStart, Math.addExact(own, cutBytes - frameCutBytes));
    }

    public void bool(boolean value) {
        out.int8(value ? 1 : 0);
    }

    public void int8(byte value) {
        out.int8(value);
    }

    public void int16(short value) {
        out.int16(value);
    }

    /** Writes 0 to 65535. */
    public void uint16(int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("Not an unsigned 16-bit number: " + value);
        }
        out.int16((short) value);
    }

    public void int32(int value) {
        out.int32(value);
    }

    /** Writes 0 to 4294967295. */
    public void uint32(long value) {
        if (value < 0 || value > 0xffffffffL) {
            throw new IllegalArgumentException("Not an unsigned 32-bit number: " + value);
        }
        out.int32((int) value);
    }

    public void int64(long value) {
        out.int64(value);
    }

    public void float64(double value) {
        out.int64(Double.doubleToRawLongBits(value));
    }

    public void uuid(Uuid value) {
        out.int64(value.mostSignificantBits());
        out.int64(value.leastSignificantBits());
    }

    public void unsignedVarint(int value) {
        out.unsignedVarint(value);
    }

    /** Writes at most {@value MessageReader#MAX_STRING_BYTES} bytes of UTF-8; longer is an IllegalArgumentException. */
    public void string(@Nullable String value, boolean flexible) {
        byte[] utf8 = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        int size = utf8 == null ? NULL_LENGTH : utf8.length;
        if (size > MessageReader.MAX_STRING_BYTES) {
            throw new IllegalArgumentException("A string of " + size + " bytes is longer than the "
                    + MessageReader.MAX_STRING_BYTES + " a message can hold");
        }
        if (flexible) {
            out.unsignedVarint(size + 1);
        } else {
            out.int16((short) size);
        }
        if (utf8 != null) {
            out.put(utf8);
        }
    }

    /** Writes the bytes between position and limit, which do not move. */
    public void bytes(@Nullable ByteBuffer value, boolean flexible) {
        length(value == null ? NULL_LENGTH : value.remaining(), flexible);
        if (value != null) {
            out.put(value);
        }
    }

    /** Writes a payload behind its length; see {@link #payload}. */
    public void records(@Nullable Payload value, boolean flexible) {
        length(value == null ? NULL_LENGTH : value.sizeBytes(), flexible);
        if (value != null) {
            payload(value);
        }
    }

    /** Writes a payload without a length: a small one in memory by copying, any other by reference. */
    public void payload(Payload payload) {
        if (payload instanceof BufferPayload(ByteBuffer buffer) && buffer.remaining() <= COPY_LIMIT_BYTES) {
            out.put(buffer);
        } else if (payload.sizeBytes() > 0) {
            cuts.add(new Cut(out.position(), payload));
            cutBytes = Math.addExact(cutBytes, payload.sizeBytes());
        }
    }

    /** Writes a list of structs. */
    public void structs(@Nullable List<? extends Message> list, boolean flexible, int version) {
        length(list == null ? NULL_LENGTH : list.size(), flexible);
        if (list != null) {
            for (Message struct : list) {
                struct.write(this, version);
            }
        }
    }

    /** Writes a list of anything but structs. */
    public <T> void list(@Nullable List<T> list, boolean flexible, ElementWriter<T> element) {
        length(list == null ? NULL_LENGTH : list.size(), flexible);
        if (list != null) {
            for (T value : list) {
                element.write(this, value);
            }
        }
    }

    /** Writes a struct behind the byte that says whether there is one. */
    public void nullableStruct(@Nullable Message struct, int version) {
        out.int8(struct == null ? -1 : 1);
        if (struct != null) {
            struct.write(this, version);
        }
    }

    /** Writes how many tagged fields follow: the known ones, and after them the unknown ones. */
    public void tagCount(int known, List<RawTaggedField> unknown) {
        out.unsignedVarint(known + unknown.size());
    }

    /** Begins a known tagged field; what is written up to {@link #endTag} is its value. Returns the mark to end it. */
    public int beginTag(int tag) {
        out.unsignedVarint(tag);
        return out.position();
    }

    /** Ends a tagged field: puts its size before its value. */
    public void endTag(int mark) {
        out.insertSizeBefore(mark);
    }

    /** Writes the unknown tagged fields, whose tags must rise from {@code lowestTag}. */
    public void rawTags(List<RawTaggedField> fields, int lowestTag) {
        int lowest = lowestTag;
        for (RawTaggedField field : fields) {
            if (field.tag() < lowest) {
                throw new IllegalArgumentException(
                        "Unknown tagged field " + field.tag() + " is out of order: its tag must be at least " + lowest);
            }
            out.unsignedVarint(field.tag());
            out.unsignedVarint(field.data().remaining());
            out.put(field.data());
            lowest = field.tag() + 1;
        }
    }

    /** Everything written, in order: own bytes and, untouched, the payloads that were not copied. */
    public List<Payload> finish() {
        List<Payload> parts = new ArrayList<>(2 * cuts.size() + 1);
        int from = 0;
        for (Cut cut : cuts) {
            addOwnBytes(parts, from, cut.position());
            parts.add(cut.payload());
            from = cut.position();
        }
        addOwnBytes(parts, from, out.position());
        return parts;
    }

    /**
     * Everything written, in one buffer.
     *
     * @throws IllegalStateException when there are payloads that were not copied
     */
    public ByteBuffer toByteBuffer() {
        if (!cuts.isEmpty()) {
            throw new IllegalStateException("A message around payloads has parts: use finish()");
        }
        return out.slice(0, out.position());
    }

    private void addOwnBytes(List<Payload> parts, int from, int to) {
        if (to > from) {
            parts.add(new BufferPayload(out.slice(from, to)));
        }
    }

    private void length(int length, boolean flexible) {
        if (flexible) {
            out.unsignedVarint(length + 1);
        } else {
            out.int32(length);
        }
    }
}

package io.weir.protocol.wire;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Varint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Walks the tagged fields at the end of a struct (KIP-482): count, then tag, size and value of each, tags rising.
 *
 * <p>A known field is read through the {@link MessageReader}, an unknown one is kept with {@link #keep()}; either way
 * the field must take exactly the bytes it claims.
 */
public final class TagReader {

    private final ByteBuffer in;
    private List<RawTaggedField> unknown = List.of();
    private int left;
    private int tag = -1;
    private int end = -1;

    TagReader(ByteBuffer in, int count) {
        this.in = in;
        this.left = count;
    }

    /** Goes on to the next field; false when there is none. */
    public boolean next() {
        if (tag >= 0 && in.position() != end) {
            throw new MalformedMessageException("tagged field " + tag + " does not end where its size says, but "
                    + (in.position() - end) + " bytes after");
        }
        if (left == 0) {
            return false;
        }
        left--;
        tag = nextTag();
        int size = nextSize();
        end = in.position() + size;
        return true;
    }

    /** The tag of the present field. */
    public int tag() {
        return tag;
    }

    /** Keeps the present field, which the spec does not know. */
    public void keep() {
        if (unknown.isEmpty()) {
            unknown = new ArrayList<>();
        }
        byte[] data = new byte[end - in.position()];
        in.get(data);
        unknown.add(new RawTaggedField(tag, ByteBuffer.wrap(data)));
    }

    /** The present field is known, but not in this version. */
    public MalformedMessageException unexpected(int version) {
        return new MalformedMessageException("tagged field " + tag + " does not exist in version " + version);
    }

    /** The fields kept so far. */
    public List<RawTaggedField> unknown() {
        return unknown.isEmpty() ? unknown : Collections.unmodifiableList(unknown);
    }

    private int nextTag() {
        int next = Varint.readUnsigned(in);
        if (next <= tag) {
            throw new MalformedMessageException("tag " + Integer.toUnsignedString(next)
                    + " is too large, or not above the tag " + tag + " before it");
        }
        return next;
    }

    private int nextSize() {
        int size = Varint.readUnsigned(in);
        if (size < 0 || size > in.remaining()) {
            throw new MalformedMessageException("tagged field " + tag + " claims " + Integer.toUnsignedString(size)
                    + " bytes, but only " + in.remaining() + " are left");
        }
        return size;
    }
}

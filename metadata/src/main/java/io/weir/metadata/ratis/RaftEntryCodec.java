package io.weir.metadata.ratis;

import io.weir.protocol.types.MalformedMessageException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Entries as bytes: int8 kind, then its fields; what has no fixed size has an int32 size before it. */
final class RaftEntryCodec {

    private static final byte BEGIN = 1;
    private static final byte APPEND = 2;
    private static final byte SEED = 3;

    private RaftEntryCodec() {}

    static ByteBuffer encode(RaftEntry entry) {
        return switch (entry) {
            case RaftEntry.Begin(int nodeId, long nonce) ->
                ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES)
                        .put(BEGIN)
                        .putInt(nodeId)
                        .putLong(nonce)
                        .flip();
            case RaftEntry.Append(int epoch, List<ByteBuffer> entries) -> encode(epoch, entries);
            case RaftEntry.Seed(long offset, ByteBuffer records) ->
                ByteBuffer.allocate(1 + Long.BYTES + records.remaining())
                        .put(SEED)
                        .putLong(offset)
                        .put(records.duplicate())
                        .flip();
        };
    }

    /**
     * Reads an entry, from the buffer's position to its limit.
     *
     * @throws MalformedMessageException when the bytes are no entry of a kind known here
     */
    static RaftEntry decode(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate();
        try {
            byte kind = in.get();
            return switch (kind) {
                case BEGIN -> new RaftEntry.Begin(in.getInt(), in.getLong());
                case APPEND -> new RaftEntry.Append(in.getInt(), entries(in));
                case SEED -> new RaftEntry.Seed(in.getLong(), in.slice());
                default ->
                    throw new MalformedMessageException(
                            "An entry of unknown kind " + kind + "; a newer version of Weir may have written it");
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new MalformedMessageException("An entry of " + bytes.remaining() + " bytes ends too early: " + e);
        }
    }

    private static ByteBuffer encode(int epoch, List<ByteBuffer> entries) {
        int size = 1 + Integer.BYTES;
        for (ByteBuffer entry : entries) {
            size += Integer.BYTES + entry.remaining();
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(APPEND).putInt(epoch);
        entries.forEach(entry -> out.putInt(entry.remaining()).put(entry.duplicate()));
        return out.flip();
    }

    private static List<ByteBuffer> entries(ByteBuffer in) {
        List<ByteBuffer> entries = new ArrayList<>();
        while (in.hasRemaining()) {
            int size = in.getInt();
            entries.add(in.slice(in.position(), size));
            in.position(in.position() + size);
        }
        return List.copyOf(entries);
    }
}

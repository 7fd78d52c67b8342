package io.weir.metadata.log;

import io.weir.metadata.record.RecordCodec;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is written and forced to disk at once: one or more entries with consecutive offsets.
 *
 * <p>In bytes: int32 magic, int32 length of the body, int32 CRC-32C of the body, then the body: int64 offset of the first
 * entry, int32 number of entries, and for each an int32 length and the records in {@link RecordCodec}'s form. Because a
 * frame is forced before the next is begun, a crash can only damage the last frame of the last segment.
 *
 * @param entries of each entry its records as bytes
 */
record Frame(long firstOffset, List<ByteBuffer> entries) {

    static final int PREFIX_BYTES = 12;

    /** "WMFR" */
    static final int MAGIC = 0x574D4652;

    private static final int FIXED_BODY_BYTES = Long.BYTES + Integer.BYTES;

    long lastOffset() {
        return firstOffset + entries.size() - 1;
    }

    ByteBuffer toBytes() {
        long size = PREFIX_BYTES
                + FIXED_BODY_BYTES
                + entries.stream().mapToLong(e -> Integer.BYTES + e.remaining()).sum();
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size));
        out.position(PREFIX_BYTES).putLong(firstOffset).putInt(entries.size());
        for (ByteBuffer entry : entries) {
            out.putInt(entry.remaining()).put(entry.duplicate());
        }
        out.putInt(0, MAGIC).putInt(4, out.position() - PREFIX_BYTES).putInt(8, crc(out, PREFIX_BYTES, out.position()));
        return out.flip();
    }

    /**
     * Reads the frame at the buffer's position, which is also its place in the file, and moves behind it.
     *
     * @throws DamageException when there is no whole, undamaged frame
     */
    static Frame read(ByteBuffer file) throws DamageException {
        int start = file.position();
        Optional<String> problem = problemAt(file, start);
        if (problem.isPresent()) {
            throw new DamageException(start, problem.get());
        }
        int end = start + PREFIX_BYTES + file.getInt(start + 4);
        ByteBuffer body = file.slice(start + PREFIX_BYTES, end - start - PREFIX_BYTES);
        long firstOffset = body.getLong();
        int count = body.getInt();
        List<ByteBuffer> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = body.getInt();
            entries.add(body.slice(body.position(), length));
            body.position(body.position() + length);
        }
        file.position(end);
        return new Frame(firstOffset, entries);
    }

    /**
     * The records of each entry, of a frame that was read at this position.
     *
     * @throws DamageException when a version from the future, or a mistake, wrote them
     */
    List<List<Message>> decode(int position) throws DamageException {
        try {
            return entries.stream().map(RecordCodec::decode).toList();
        } catch (MalformedMessageException e) {
            throw new DamageException(
                    position,
                    "the frame that begins here is whole, but its records cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Whether an undamaged frame begins anywhere at or after this position. */
    static boolean existsAfter(ByteBuffer file, int position) {
        for (int at = position; at <= file.limit() - PREFIX_BYTES; at++) {
            if (file.getInt(at) == MAGIC && problemAt(file, at).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> problemAt(ByteBuffer file, int start) {
        int left = file.limit() - start;
        if (left < PREFIX_BYTES) {
            return Optional.of("only " + left + " bytes are left, fewer than a frame's first " + PREFIX_BYTES);
        }
        if (file.getInt(start) != MAGIC) {
            return Optional.of("no frame begins here");
        }
        int length = file.getInt(start + 4);
        if (length < FIXED_BODY_BYTES || length > left - PREFIX_BYTES) {
            return Optional.of(
                    "a frame of " + length + " bytes begins here, and " + (left - PREFIX_BYTES) + " bytes are left");
        }
        int from = start + PREFIX_BYTES;
        return crc(file, from, from + length) == file.getInt(start + 8)
                ? Optional.empty()
                : Optional.of("the checksum of the frame that begins here is wrong");
    }

    private static int crc(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, to - from));
        return (int) crc.getValue();
    }
}

package io.weir.log.journal;

import io.weir.log.flush.LogId;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a journal file. All numbers are big-endian.
 *
 * <pre>
 * header, at 0:    magic (8), version (4), generation (8), salt (8), CRC-32C of these (4)
 * entries, from 512 on, without gaps:
 *                  CRC-32C (4), length of the entry (4), kind (1), topic id (16), length of the name (2), folder name
 *   kind 1, batches: base offset of the segment (8), position in its file (4), batches
 *   kind 2, forget:  nothing; earlier entries of the log are void
 * </pre>
 *
 * <p>An entry's checksum begins with that of the entry before it, and the first one's with that of the header, whose salt
 * is random: what an earlier use of the file left behind, or a client put into a record, is never taken for an entry.
 */
final class JournalFormat {

    static final int HEADER_BYTES = 32;
    static final int FIRST_ENTRY = 512;
    static final int MAX_TAIL_BYTES = 128 << 10;
    static final int MAX_ENTRY_BYTES = MAX_TAIL_BYTES + 1024;

    static final byte BATCHES = 1;
    static final byte FORGET = 2;

    private static final long MAGIC = 0x5745_4952_4A52_4E4CL;
    private static final int VERSION = 1;
    private static final int LENGTH_AT = 4;
    private static final int FIXED_BYTES = 27;
    private static final int PLACE_BYTES = 12;

    /** What a header says. */
    record Header(long generation, int chain) {}

    /** What stands before the batches of an entry. */
    record Entry(byte kind, LogId log, long segment, int position, int dataBytes) {}

    private JournalFormat() {}

    /** The two files, in no order: their generations give one. */
    static List<Path> files(Path dataFolder) {
        return List.of(dataFolder.resolve("weir-journal.0"), dataFolder.resolve("weir-journal.1"));
    }

    /** Writes a header; returns what the first entry's checksum begins with. */
    static int putHeader(ByteBuffer target, long generation, long salt) {
        int start = target.position();
        target.putLong(MAGIC).putInt(VERSION).putLong(generation).putLong(salt);
        int crc = crc(0, target.duplicate().flip().position(start));
        target.putInt(crc);
        return crc;
    }

    /** Empty when these bytes are no header of this version. */
    static Optional<Header> header(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        int start = bytes.position();
        int crc = bytes.getInt(start + HEADER_BYTES - Integer.BYTES);
        boolean isSound = bytes.getLong(start) == MAGIC
                && bytes.getInt(start + 8) == VERSION
                && crc == crc(0, bytes.slice(start, HEADER_BYTES - Integer.BYTES));
        return isSound ? Optional.of(new Header(bytes.getLong(start + 12), crc)) : Optional.empty();
    }

    static byte[] name(LogId log) {
        return log.folderName().getBytes(StandardCharsets.UTF_8);
    }

    static int batchesBytes(byte[] name, int dataBytes) {
        return FIXED_BYTES + name.length + PLACE_BYTES + dataBytes;
    }

    static int forgetBytes(byte[] name) {
        return FIXED_BYTES + name.length;
    }

    /** Everything of an entry up to its name; the checksum is put by {@link #seal}. */
    static void putHead(ByteBuffer target, byte kind, int entryBytes, Uuid topicId, byte[] name) {
        target.putInt(0).putInt(entryBytes).put(kind);
        target.putLong(topicId.mostSignificantBits()).putLong(topicId.leastSignificantBits());
        target.putShort((short) name.length).put(name);
    }

    /** Puts the checksum of the entry between {@code start} and the buffer's position; returns it. */
    static int seal(ByteBuffer target, int start, int chain) {
        int crc = crc(chain, target.duplicate().flip().position(start + LENGTH_AT));
        target.putInt(start, crc);
        return crc;
    }

    /** Length of the entry at the buffer's position, from its first eight bytes; -1 when it can be none. */
    static int length(ByteBuffer bytes) {
        int length = bytes.getInt(bytes.position() + LENGTH_AT);
        return length >= FIXED_BYTES && length <= MAX_ENTRY_BYTES ? length : -1;
    }

    static int checksum(ByteBuffer entry) {
        return entry.getInt(entry.position());
    }

    /** Whether a whole entry between position and limit follows one with the checksum {@code chain}. */
    static boolean isSound(ByteBuffer entry, int chain) {
        return checksum(entry) == crc(chain, entry.duplicate().position(entry.position() + LENGTH_AT));
    }

    /** Reads a sound entry up to its batches, which are what then remains; null when its parts do not fit together. */
    static @Nullable Entry read(ByteBuffer entry) {
        entry.position(entry.position() + 8);
        byte kind = entry.get();
        Uuid topicId = new Uuid(entry.getLong(), entry.getLong());
        int nameBytes = Short.toUnsignedInt(entry.getShort());
        int placeBytes = kind == BATCHES ? PLACE_BYTES : 0;
        if ((kind != BATCHES && kind != FORGET) || entry.remaining() < nameBytes + placeBytes) {
            return null;
        }
        byte[] name = new byte[nameBytes];
        entry.get(name);
        LogId log = new LogId(new String(name, StandardCharsets.UTF_8), topicId);
        return kind == FORGET
                ? new Entry(kind, log, 0, 0, 0)
                : new Entry(kind, log, entry.getLong(), entry.getInt(), entry.remaining());
    }

    private static int crc(int chain, ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(chain >>> 24);
        crc.update(chain >>> 16);
        crc.update(chain >>> 8);
        crc.update(chain);
        crc.update(bytes);
        return (int) crc.getValue();
    }
}

package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * Tells what a crash leaves behind from what a fault makes of good data.
 *
 * <p>The file is only ever appended to, so a sector that a crash kept from the disk reads as zeros from where the last
 * kept write ended, or the file ends before it. A batch of which such a piece is missing was torn, and was never
 * acknowledged. A batch that is all there and still does not match its checksum was changed after it was written.
 */
final class TornTail {

    private static final int SECTOR_BYTES = 512;

    /** Shorter runs of zeros occur in good batches: the upper bytes of an offset, the end of a record. */
    private static final int SHORTEST_RUN_BYTES = 8;

    private static final int MAGIC_AT = 16;

    private final FileWindow bytes;
    private final int position;

    /** @param position where the first bad batch begins in the file */
    private TornTail(FileWindow bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /**
     * True when the bytes from {@code position} to {@code end}, which do not begin with a good batch, are what a crash
     * may leave of batches that were being written.
     *
     * @param offset the offset the bad batch should begin with
     */
    static boolean isTorn(DiskFile file, int position, int end, long offset) throws IOException {
        return new TornTail(new FileWindow(file, position, end), position).judge(offset);
    }

    /** Where behind {@code position} a whole batch with a later offset and a valid checksum begins. */
    static OptionalInt nextGoodBatch(DiskFile file, int position, int end, long offset) throws IOException {
        int found = new TornTail(new FileWindow(file, position, end), position).nextGoodBatch(offset);
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(position + found);
    }

    private boolean judge(long offset) throws IOException {
        int size = bytes.size();
        if (size < RecordBatch.HEADER_BYTES) {
            return true;
        }
        RecordBatch header = bytes.header(0);
        boolean sane =
                header.magic() == RecordBatch.MAGIC_V2 && header.lengthField() > 0 && header.baseOffset() >= offset;
        // A length near the limit of an int overflows when the header's own bytes are added.
        if (sane && header.lengthField() <= size - RecordBatch.LOG_OVERHEAD_BYTES) {
            return hasLostSector(header.sizeBytes());
        }
        int next = nextGoodBatch(offset);
        return next < 0 ? sane || hasLostSector(size) : hasLostSector(next);
    }

    /** Where a whole batch with a later offset and a valid checksum begins; -1 when there is none. */
    private int nextGoodBatch(long offset) throws IOException {
        for (int at = 1; at <= bytes.size() - RecordBatch.HEADER_BYTES; at++) {
            if (bytes.at(at + MAGIC_AT) != RecordBatch.MAGIC_V2) {
                continue;
            }
            RecordBatch candidate = bytes.header(at);
            if (BatchShape.isPlausible(candidate, bytes.size() - at)
                    && candidate.baseOffset() > offset
                    && candidate.baseOffset() - offset <= Integer.MAX_VALUE
                    && bytes.isCrcValid(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean hasLostSector(int end) throws IOException {
        for (int at = 0; at < end; ) {
            int next = Math.min(bytes.size(), at + SECTOR_BYTES - (position + at) % SECTOR_BYTES);
            if (isZero(at, next) && (next - at >= SHORTEST_RUN_BYTES || next == bytes.size())) {
                return true;
            }
            at = next;
        }
        return false;
    }

    private boolean isZero(int from, int to) throws IOException {
        for (int at = from; at < to; at++) {
            if (bytes.at(at) != 0) {
                return false;
            }
        }
        return true;
    }
}

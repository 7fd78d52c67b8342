package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;

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

    private final ByteBuffer bytes;
    private final int position;

    /** @param position where the first bad batch begins in the file */
    private TornTail(ByteBuffer bytes, int position) {
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
        ByteBuffer bytes = ByteBuffer.allocate(end - position);
        file.readFully(bytes, position);
        return new TornTail(bytes.flip(), position).judge(offset);
    }

    private boolean judge(long offset) {
        int size = bytes.limit();
        if (size < RecordBatch.HEADER_BYTES) {
            return true;
        }
        RecordBatch header = RecordBatch.at(bytes, 0);
        boolean sane =
                header.magic() == RecordBatch.MAGIC_V2 && header.lengthField() > 0 && header.baseOffset() >= offset;
        if (sane && header.sizeBytes() <= size) {
            return hasLostSector(header.sizeBytes());
        }
        int next = nextGoodBatch(offset);
        return next < 0 ? sane || hasLostSector(size) : hasLostSector(next);
    }

    /** Where a whole batch with a later offset and a valid checksum begins; -1 when there is none. */
    private int nextGoodBatch(long offset) {
        for (int at = 1; at <= bytes.limit() - RecordBatch.HEADER_BYTES; at++) {
            RecordBatch candidate = RecordBatch.at(bytes, at);
            if (BatchShape.isPlausible(candidate, bytes.limit() - at)
                    && candidate.baseOffset() > offset
                    && candidate.baseOffset() - offset <= Integer.MAX_VALUE
                    && candidate.isCrcValid()) {
                return at;
            }
        }
        return -1;
    }

    private boolean hasLostSector(int end) {
        for (int at = 0; at < end; ) {
            int next = Math.min(bytes.limit(), at + SECTOR_BYTES - (position + at) % SECTOR_BYTES);
            if (isZero(at, next) && (next - at >= SHORTEST_RUN_BYTES || next == bytes.limit())) {
                return true;
            }
            at = next;
        }
        return false;
    }

    private boolean isZero(int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}

package io.weir.log.journal;

import io.weir.log.disk.DiskFile;
import io.weir.log.flush.LogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The entries of one log in a journal that count. */
public final class PlannedLog {

    /** Is shown what the journal holds of a log. */
    public interface Visitor {
        /**
         * A stretch of a segment's file. False when no more of this log is wanted.
         *
         * @param segment base offset
         * @param position where in the file the bytes belong
         * @param batches whole batches, valid during the call
         */
        boolean visit(LogId log, long segment, int position, ByteBuffer batches) throws IOException;
    }

    private static final int FIRST_ENTRIES = 4;
    private static final int LENGTH_BITS = 20;
    private static final int POSITION_BITS = 40;

    private final LogId id;
    private long[] places = new long[FIRST_ENTRIES];
    private int count;

    PlannedLog(LogId id) {
        this.id = id;
    }

    public LogId id() {
        return id;
    }

    /** How many stretches there are. */
    public int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(int file, long position, int bytes) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = ((long) file << (POSITION_BITS + LENGTH_BITS)) | (position << LENGTH_BITS) | bytes;
    }

    void show(List<DiskFile> files, Visitor visitor) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(0);
        for (int i = 0; i < count; i++) {
            int bytes = (int) (places[i] & ((1L << LENGTH_BITS) - 1));
            long position = (places[i] >>> LENGTH_BITS) & ((1L << POSITION_BITS) - 1);
            if (buffer.capacity() < bytes) {
                buffer = ByteBuffer.allocate(Math.max(bytes, 2 * buffer.capacity()));
            }
            buffer.clear().limit(bytes);
            files.get((int) (places[i] >>> (POSITION_BITS + LENGTH_BITS))).readFully(buffer, position);
            JournalFormat.Entry entry = JournalFormat.read(buffer.flip());
            if (entry == null || !visitor.visit(id, entry.segment(), entry.position(), buffer)) {
                return;
            }
        }
    }
}

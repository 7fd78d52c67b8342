package io.weir.log.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Tells which bytes of a file the operating system has in memory ({@code mincore(2)} and its like), through a mapping of
 * the file that nobody ever reads. A page that is still being read counts as absent.
 *
 * <p>Thread-safe. Costs about a microsecond for a small stretch and 15 for a megabyte.
 */
final class PageCache implements AutoCloseable {

    /** A mapping of a larger file is renewed only when so much was added: it takes 50 microseconds. */
    private static final long RENEWED_AFTER_BYTES = 4 << 20;

    private record Mapping(Arena arena, MemorySegment bytes) {}

    private @Nullable Mapping mapping;
    private boolean closed;

    /** Whether all of these bytes are in memory; false when that cannot be found out. */
    synchronized boolean holds(FileChannel file, long position, long count) {
        try {
            Mapping seen = mapping;
            long end = position + count;
            if (seen == null || end > seen.bytes.byteSize()) {
                long size = file.size();
                end = Math.min(end, size);
                seen = upTo(end, size, file);
            }
            return end <= position
                    || (seen != null
                            && end <= seen.bytes.byteSize()
                            && seen.bytes.asSlice(position, end - position).isLoaded());
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        unmap();
    }

    private @Nullable Mapping upTo(long end, long size, FileChannel file) throws IOException {
        Mapping seen = mapping;
        long mapped = seen == null ? 0 : seen.bytes.byteSize();
        boolean isWorthIt = size <= RENEWED_AFTER_BYTES || seen == null || size - mapped >= RENEWED_AFTER_BYTES;
        if (end <= mapped || closed || !isWorthIt) {
            return seen;
        }
        unmap();
        Arena arena = Arena.ofShared();
        Mapping fresh = new Mapping(arena, file.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
        mapping = fresh;
        return fresh;
    }

    private void unmap() {
        Mapping seen = mapping;
        mapping = null;
        if (seen != null) {
            seen.arena.close();
        }
    }
}

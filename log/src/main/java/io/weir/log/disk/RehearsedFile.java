package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of a {@link RehearsalDisk}: the bytes of another disk's file, and in memory the pages that were changed. */
final class RehearsedFile {

    private static final int PAGE_BYTES = 4096;

    private record Source(Disk disk, Path path) {}

    private final Optional<Source> source;
    private final Map<Long, ByteBuffer> pages = new HashMap<>();
    private long size;

    /** How much of the source is still good. */
    private long sourceBytes;

    private boolean touched;
    private int users;
    private @Nullable DiskFile opened;

    private RehearsedFile(Optional<Source> source, long size) {
        this.source = source;
        this.size = size;
        this.sourceBytes = size;
    }

    static RehearsedFile empty() {
        return new RehearsedFile(Optional.empty(), 0);
    }

    static RehearsedFile of(Disk disk, Path path) throws IOException {
        return new RehearsedFile(
                Optional.of(new Source(disk, path)), disk.isDirectory(path) ? 0 : disk.sizeBytes(path));
    }

    long size() {
        return size;
    }

    boolean isTouched() {
        return touched;
    }

    boolean isFrom(Path path) {
        return source.isPresent() && source.get().path().equals(path);
    }

    /** Whether both hold the same bytes, as far as the shorter one goes. */
    boolean startsLike(RehearsedFile other) throws IOException {
        try (DiskFile mine = open();
                DiskFile theirs = other.open()) {
            long end = Math.min(size, other.size);
            ByteBuffer left = ByteBuffer.allocate(PAGE_BYTES);
            ByteBuffer right = ByteBuffer.allocate(PAGE_BYTES);
            for (long at = 0; at < end; at += PAGE_BYTES) {
                int count = (int) Math.min(PAGE_BYTES, end - at);
                mine.readFully(left.clear().limit(count), at);
                theirs.readFully(right.clear().limit(count), at);
                if (!left.flip().equals(right.flip())) {
                    return false;
                }
            }
            return true;
        }
    }

    DiskFile open() throws IOException {
        if (users == 0 && source.isPresent()) {
            opened = source.get().disk().openForReading(source.get().path());
        }
        users++;
        return new Open();
    }

    private void release() throws IOException {
        users--;
        DiskFile file = opened;
        if (users == 0 && file != null) {
            opened = null;
            file.close();
        }
    }

    private int read(ByteBuffer target, long position) throws IOException {
        if (position >= size) {
            return target.hasRemaining() ? -1 : 0;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        if (!pages.isEmpty()) {
            count = (int) Math.min(count, PAGE_BYTES - position % PAGE_BYTES);
            ByteBuffer page = pages.get(position / PAGE_BYTES);
            if (page != null) {
                target.put(page.slice((int) (position % PAGE_BYTES), count));
                return count;
            }
        }
        DiskFile file = opened;
        if (file == null || position >= sourceBytes) {
            target.put(new byte[count]);
            return count;
        }
        count = (int) Math.min(count, sourceBytes - position);
        ByteBuffer part = target.slice(target.position(), count);
        int read = file.read(part, position);
        target.position(target.position() + Math.max(0, read));
        return read;
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        touched |= bytes.hasRemaining();
        for (long at = position; bytes.hasRemaining(); ) {
            int within = (int) (at % PAGE_BYTES);
            int count = Math.min(bytes.remaining(), PAGE_BYTES - within);
            page(at / PAGE_BYTES).put(within, bytes, bytes.position(), count);
            bytes.position(bytes.position() + count);
            at += count;
            size = Math.max(size, at);
        }
    }

    private ByteBuffer page(long number) throws IOException {
        ByteBuffer known = pages.get(number);
        if (known == null) {
            known = ByteBuffer.allocate(PAGE_BYTES);
            long from = number * PAGE_BYTES;
            DiskFile file = opened;
            if (file != null && from < sourceBytes) {
                file.readFully(known.slice(0, (int) Math.min(PAGE_BYTES, sourceBytes - from)), from);
            }
            pages.put(number, known);
        }
        return known;
    }

    private void truncate(long newSize) throws IOException {
        if (newSize >= size) {
            return;
        }
        touched = true;
        if (newSize % PAGE_BYTES != 0 && pages.containsKey(newSize / PAGE_BYTES)) {
            int kept = (int) (newSize % PAGE_BYTES);
            page(newSize / PAGE_BYTES).put(kept, new byte[PAGE_BYTES - kept]);
        }
        pages.keySet().removeIf(number -> number * PAGE_BYTES >= newSize);
        size = newSize;
        sourceBytes = Math.min(sourceBytes, newSize);
    }

    private final class Open implements DiskFile {

        private boolean closed;

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return RehearsedFile.this.read(target, position);
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            RehearsedFile.this.write(bytes, position);
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            RehearsedFile.this.truncate(sizeBytes);
        }

        @Override
        public void force() {
            // Nothing is ever lost here.
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, PAGE_BYTES));
            int read = read(bytes, position);
            return read < 0 ? 0 : target.write(bytes.flip());
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                release();
            }
        }
    }
}

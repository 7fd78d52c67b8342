package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.protocol.types.Payload;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stretch of a segment's file, on its way to a socket without passing through the heap. Readable until its
 * last byte was sent, even when retention deletes the segment meanwhile. Close it when it is not sent to the end: that
 * frees the file.
 */
public final class FilePayload implements Payload, Closeable {

    private final SegmentFile source;
    private final DiskFile file;
    private final int position;
    private final int sizeBytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    FilePayload(SegmentFile source, int position, int sizeBytes) throws IOException {
        this.source = source;
        this.file = source.acquire();
        this.position = position;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public long transferTo(WritableByteChannel target, long from, long count) throws IOException {
        long sent = file.transferTo(position + from, Math.min(count, sizeBytes - from), target);
        if (from + sent == sizeBytes) {
            close();
        }
        return sent;
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            source.release();
        }
    }
}

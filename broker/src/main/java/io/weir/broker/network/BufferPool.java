package io.weir.broker.network;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Off-heap buffers for frames that do not fit a connection's own small buffer, kept by size class for reuse.
 *
 * <p>Retains at most {@code maxRetainedBytes}; what is released beyond that is left to the collector.
 */
public final class BufferPool {

    private static final int SMALLEST_CLASS_SHIFT = 12;
    private static final int LARGEST_CLASS_SHIFT = 22;

    private final ConcurrentLinkedQueue<ByteBuffer>[] classes = emptyClasses();
    private final AtomicLong retainedBytes = new AtomicLong();
    private final long maxRetainedBytes;

    public BufferPool(long maxRetainedBytes) {
        this.maxRetainedBytes = maxRetainedBytes;
    }

    /** A cleared direct buffer whose limit is {@code sizeBytes}; its capacity may be larger. */
    ByteBuffer acquire(int sizeBytes) {
        int index = classOf(sizeBytes);
        if (index >= classes.length) {
            return ByteBuffer.allocateDirect(sizeBytes);
        }
        ByteBuffer pooled = classes[index].poll();
        if (pooled == null) {
            pooled = ByteBuffer.allocateDirect(1 << (index + SMALLEST_CLASS_SHIFT));
        } else {
            retainedBytes.addAndGet(-pooled.capacity());
        }
        return pooled.clear().limit(sizeBytes);
    }

    /** Takes back a buffer from {@link #acquire}; the caller must not touch it again. */
    void release(ByteBuffer buffer) {
        int index = classOf(buffer.capacity());
        if (index >= classes.length || retainedBytes.get() + buffer.capacity() > maxRetainedBytes) {
            return;
        }
        retainedBytes.addAndGet(buffer.capacity());
        classes[index].add(buffer);
    }

    long retainedBytes() {
        return retainedBytes.get();
    }

    private static int classOf(int sizeBytes) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, sizeBytes - 1));
        return Math.max(0, shift - SMALLEST_CLASS_SHIFT);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ConcurrentLinkedQueue<ByteBuffer>[] emptyClasses() {
        ConcurrentLinkedQueue<ByteBuffer>[] queues =
                new ConcurrentLinkedQueue[LARGEST_CLASS_SHIFT - SMALLEST_CLASS_SHIFT + 1];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new ConcurrentLinkedQueue<>();
        }
        return queues;
    }
}

package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/** Reads bytes that are not in memory, within the budget for it. */
final class ColdReads implements AutoCloseable {

    /** The most that is read in one piece: after it the next in the queue has its turn. */
    static final int STRETCH_BYTES = 1 << 20;

    // Read into and never looked at; what counts is that the system has the bytes in memory afterwards.
    private static final ThreadLocal<ByteBuffer> UNREAD =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(STRETCH_BYTES));

    private final boolean separate;
    private final DiskThreads threads;
    private final ReadRate rate;
    private final LongAdder reads = new LongAdder();
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder readNanos = new LongAdder();

    ColdReads(ColdReadBudget budget) {
        this.separate = budget.threads() > 0;
        this.threads = new DiskThreads("weir-read", Math.max(1, budget.threads()));
        this.rate = new ReadRate(budget.maxBytesPerSecond());
    }

    /** Whether the calling thread must not wait for bytes that are not in memory. */
    boolean areForCaller() {
        return separate && Thread.currentThread().isVirtual();
    }

    /** Reads into a buffer, as {@link DiskFile#read}. */
    int read(DiskFile file, ByteBuffer target, long position) throws IOException {
        long startNanos = System.nanoTime();
        int read = threads.call(() -> {
            rate.spend(target.remaining());
            return file.read(target, position);
        });
        count(read, startNanos);
        return read;
    }

    /** Has the system read up to {@link #STRETCH_BYTES} of a file into its memory. */
    void bringIn(DiskFile file, long position, long count) throws IOException {
        int bytes = (int) Math.min(count, STRETCH_BYTES);
        long startNanos = System.nanoTime();
        int read = threads.call(() -> {
            rate.spend(bytes);
            return file.read(UNREAD.get().clear().limit(bytes), position);
        });
        count(read, startNanos);
    }

    private void count(int bytes, long startNanos) {
        reads.increment();
        readBytes.add(Math.max(0, bytes));
        readNanos.add(System.nanoTime() - startNanos);
    }

    ColdReadCounts counts() {
        return new ColdReadCounts(reads.sum(), readBytes.sum(), readNanos.sum());
    }

    @Override
    public void close() {
        rate.end();
        threads.close();
    }
}

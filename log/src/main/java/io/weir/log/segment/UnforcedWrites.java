package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file has been written to since it was forced. A file is not closed before: once it is, the system may forget
 * that writing its pages to the disk has failed, and the next force would succeed. Thread-safe.
 */
final class UnforcedWrites {

    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong forced = new AtomicLong();
    private volatile @Nullable IOException lost;

    /** To be called before a write. */
    void writing() {
        writes.incrementAndGet();
    }

    void force(DiskFile file) throws IOException {
        long before = writes.get();
        file.force();
        forced.accumulateAndGet(before, Math::max);
    }

    /** All writes so far were made durable with the whole file system; none is under way. */
    void forcedWithOthers() {
        forced.set(writes.get());
    }

    /** Makes everything durable before the file is closed; a failure is kept for the next who needs the file. */
    void forceAndClose(DiskFile file) {
        try (file) {
            if (forced.get() < writes.get()) {
                force(file);
            }
        } catch (IOException e) {
            lost = e;
        }
    }

    /** @throws IOException when writes were lost */
    void check() throws IOException {
        IOException failure = lost;
        if (failure != null) {
            throw new IOException("What was written could not be forced: " + failure.getMessage(), failure);
        }
    }
}

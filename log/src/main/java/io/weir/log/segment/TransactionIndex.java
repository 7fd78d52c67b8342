package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code .txnindex} of a segment: the transactions whose abort markers lie in it, in the order of the markers. Most
 * segments have none, and then no file either.
 */
final class TransactionIndex {

    private final Disk disk;
    private volatile Path path;
    private volatile boolean exists;

    TransactionIndex(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        this.exists = disk.exists(path);
    }

    /** Appends, unless the marker is noted already: recovery may come over it a second time. */
    synchronized void append(AbortedTransaction transaction) throws IOException {
        List<AbortedTransaction> known = all();
        if (!known.isEmpty() && known.getLast().lastOffset() >= transaction.lastOffset()) {
            return;
        }
        try (DiskFile file = disk.open(path)) {
            file.write(transaction.write(), wholeBytes(file));
            exists = true;
        }
    }

    /**
     * Collects the aborted transactions that overlap a range of offsets, and tells whether later segments need no look.
     *
     * @param upperBound exclusive
     */
    boolean collect(long fetchOffset, long upperBound, List<AbortedTransaction> into) throws IOException {
        for (AbortedTransaction transaction : all()) {
            if (transaction.lastOffset() >= fetchOffset && transaction.firstOffset() < upperBound) {
                into.add(transaction);
            }
            if (transaction.lastStableOffset() >= upperBound) {
                return true;
            }
        }
        return false;
    }

    synchronized List<AbortedTransaction> all() throws IOException {
        if (!exists) {
            return List.of();
        }
        try (DiskFile file = disk.openExisting(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) wholeBytes(file));
            file.readFully(bytes, 0);
            List<AbortedTransaction> transactions = new ArrayList<>();
            for (int at = 0; at < bytes.capacity(); at += AbortedTransaction.ENTRY_BYTES) {
                transactions.add(AbortedTransaction.read(bytes, at));
            }
            return transactions;
        }
    }

    /** Keeps the transactions whose markers lie below {@code offset}, as far as they make sense: a crash may tear the rest. */
    synchronized void truncateTo(long offset) throws IOException {
        if (exists) {
            int kept = 0;
            long last = -1;
            for (AbortedTransaction transaction : all()) {
                boolean sound = transaction.lastOffset() > last && transaction.firstOffset() < transaction.lastOffset();
                if (!sound || transaction.lastOffset() >= offset) {
                    break;
                }
                last = transaction.lastOffset();
                kept++;
            }
            try (DiskFile file = disk.open(path)) {
                if (file.size() > (long) kept * AbortedTransaction.ENTRY_BYTES) {
                    // Forced at once: what is cut off must not come back behind later entries.
                    file.truncate((long) kept * AbortedTransaction.ENTRY_BYTES);
                    file.force();
                }
            }
        }
    }

    synchronized void force() throws IOException {
        if (exists) {
            try (DiskFile file = disk.open(path)) {
                file.force();
            }
        }
    }

    boolean exists() {
        return exists;
    }

    synchronized void renameTo(Path target) throws IOException {
        if (exists) {
            disk.rename(path, target);
        }
        path = target;
    }

    Path path() {
        return path;
    }

    private static long wholeBytes(DiskFile file) throws IOException {
        long size = file.size();
        return size - size % AbortedTransaction.ENTRY_BYTES;
    }
}

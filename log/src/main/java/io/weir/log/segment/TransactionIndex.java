package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.DiskTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code .txnindex} of a segment: the transactions whose abort markers lie in it, in the order of the markers. Most
 * segments have none, and then no file either.
 *
 * <p>What finds no room stays in memory until the next flush writes it: the batch of its marker is in the log already.
 */
final class TransactionIndex {

    private static final long UNKNOWN = -2;
    private static final long NONE = -1;

    private final Disk disk;
    private final List<AbortedTransaction> unwritten = new ArrayList<>();
    private volatile Path path;
    private volatile boolean exists;
    private long lastMarker = UNKNOWN;

    TransactionIndex(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
        this.exists = disk.exists(path);
    }

    /** Appends, unless the marker is noted already: recovery may come over it a second time. */
    synchronized void append(AbortedTransaction transaction) throws IOException {
        if (lastMarker() < transaction.lastOffset()) {
            unwritten.add(transaction);
            lastMarker = transaction.lastOffset();
            try {
                spill();
            } catch (IOException e) {
                if (!DiskTrouble.of(e).isPassing()) {
                    throw e;
                }
            }
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
        List<AbortedTransaction> transactions = written();
        transactions.addAll(unwritten);
        return transactions;
    }

    synchronized boolean hasUnwritten() {
        return !unwritten.isEmpty();
    }

    /** Writes what is only in memory; not forced. */
    synchronized void spill() throws IOException {
        if (unwritten.isEmpty()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(unwritten.size() * AbortedTransaction.ENTRY_BYTES);
        unwritten.forEach(transaction -> bytes.put(transaction.write()));
        try (DiskFile file = disk.open(path)) {
            exists = true;
            file.write(bytes.flip(), wholeBytes(file));
        }
        unwritten.clear();
    }

    /** Keeps the transactions whose markers lie below {@code offset}, as far as they make sense: a crash may tear the rest. */
    synchronized void truncateTo(long offset) throws IOException {
        unwritten.removeIf(transaction -> transaction.lastOffset() >= offset);
        if (exists) {
            int kept = 0;
            long last = NONE;
            for (AbortedTransaction transaction : written()) {
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
        lastMarker = UNKNOWN;
    }

    synchronized void force() throws IOException {
        spill();
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

    private long lastMarker() throws IOException {
        if (lastMarker == UNKNOWN) {
            List<AbortedTransaction> known = all();
            lastMarker = known.isEmpty() ? NONE : known.getLast().lastOffset();
        }
        return lastMarker;
    }

    private List<AbortedTransaction> written() throws IOException {
        List<AbortedTransaction> transactions = new ArrayList<>();
        if (exists) {
            try (DiskFile file = disk.openExisting(path)) {
                ByteBuffer bytes = ByteBuffer.allocate((int) wholeBytes(file));
                file.readFully(bytes, 0);
                for (int at = 0; at < bytes.capacity(); at += AbortedTransaction.ENTRY_BYTES) {
                    transactions.add(AbortedTransaction.read(bytes, at));
                }
            }
        }
        return transactions;
    }

    private static long wholeBytes(DiskFile file) throws IOException {
        long size = file.size();
        return size - size % AbortedTransaction.ENTRY_BYTES;
    }
}

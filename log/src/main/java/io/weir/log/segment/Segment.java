package io.weir.log.segment;

import io.weir.log.config.SegmentConfig;
import io.weir.log.disk.Disk;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A stretch of a log: the batches from its base offset up to the next segment's. At most 2 GiB.
 *
 * <p>One thread at a time changes a segment. Reading, searching and forcing need no lock; who reads says how far the
 * segment is known to be good.
 */
public final class Segment {

    private final Disk disk;
    private final Path folder;
    private final long baseOffset;
    private final SegmentFile file;
    private final TransactionIndex transactions;
    private final LazyIndexes indexes;
    private final RecentBatches recent = new RecentBatches();
    private final long createdMs;

    private volatile int sizeBytes;
    private volatile int forcedBytes;
    private volatile boolean indexesUnforced;
    private volatile long firstTimestampMs = Long.MIN_VALUE;

    private Segment(Disk disk, Path folder, long baseOffset, String state, OptionalInt foundBytes, long nowMs) {
        this.disk = disk;
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.file = new SegmentFile(
                disk, SegmentName.path(folder, baseOffset, SegmentName.LOG + state), foundBytes.isEmpty());
        this.transactions =
                new TransactionIndex(disk, SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX + state));
        this.indexes = new LazyIndexes(disk, folder, baseOffset, file, state);
        this.sizeBytes = foundBytes.orElse(0);
        this.forcedBytes = sizeBytes;
        this.createdMs = nowMs;
    }

    /** A new, empty segment. Its files come into being with its first batches. */
    public static Segment create(Disk disk, Path folder, long baseOffset, long nowMs) {
        return create(disk, folder, baseOffset, "", nowMs);
    }

    /** A new, empty segment that is not part of the log until it is renamed: no start takes its files for the log's. */
    public static Segment createCleaned(Disk disk, Path folder, long baseOffset, long nowMs) throws IOException {
        SegmentFiles.delete(disk, folder, baseOffset, SegmentName.CLEANED);
        return create(disk, folder, baseOffset, SegmentName.CLEANED, nowMs);
    }

    private static Segment create(Disk disk, Path folder, long baseOffset, String state, long nowMs) {
        Segment segment = new Segment(disk, folder, baseOffset, state, OptionalInt.empty(), nowMs);
        segment.indexes.startFresh();
        return segment;
    }

    /** An existing segment. Nothing is read but the size of its file. */
    public static Segment open(Disk disk, Path folder, long baseOffset, long nowMs) throws IOException {
        return open(disk, folder, baseOffset, "", nowMs);
    }

    /** A segment that a crash kept from taking the place of others. */
    public static Segment openSwap(Disk disk, Path folder, long baseOffset, long nowMs) throws IOException {
        return open(disk, folder, baseOffset, SegmentName.SWAP, nowMs);
    }

    private static Segment open(Disk disk, Path folder, long baseOffset, String state, long nowMs) throws IOException {
        Path log = SegmentName.path(folder, baseOffset, SegmentName.LOG + state);
        long size = disk.sizeBytes(log);
        if (size > Integer.MAX_VALUE) {
            throw new IOException(log + " has " + size + " bytes; a segment has at most " + Integer.MAX_VALUE);
        }
        return new Segment(disk, folder, baseOffset, state, OptionalInt.of((int) size), nowMs);
    }

    public long baseOffset() {
        return baseOffset;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    public Path path() {
        return file.path();
    }

    /** Whether {@code bytes} more, up to {@code lastOffset}, belong into a new segment instead (Kafka's rules). */
    public boolean mustRollFor(int bytes, long lastOffset, long maxTimestampMs, SegmentConfig config, long nowMs)
            throws IOException {
        int size = sizeBytes;
        return size > config.maxBytes() - bytes
                || (size > 0 && ageMs(maxTimestampMs, nowMs) > config.maxMs() - config.jitterMs())
                || indexes().isFull(config.indexMaxBytes())
                || lastOffset - baseOffset > Integer.MAX_VALUE;
    }

    /**
     * Appends batches in one write.
     *
     * @throws IOException when the disk fails or is full; the segment is as before
     */
    public void append(ByteBuffer batches, int indexIntervalBytes) throws IOException {
        int position = sizeBytes;
        // Before the batches: a full disk must not leave a batch without its entries.
        indexes().makeRoom();
        try {
            file.use(open -> {
                open.write(batches.duplicate(), position);
                return batches.remaining();
            });
        } catch (IOException e) {
            cutBack(position, e);
            throw e;
        }
        int end = position;
        for (int at = batches.position(); at < batches.limit(); ) {
            BatchSpan span = BatchSpan.of(RecordBatch.at(batches, at), end);
            indexes().add(span, indexIntervalBytes);
            recent.add(span);
            at += span.sizeBytes();
            end = span.end();
        }
        sizeBytes = end;
    }

    /** Notes an aborted transaction whose marker was just appended. */
    public void appendAborted(AbortedTransaction transaction) throws IOException {
        transactions.append(transaction);
        indexesUnforced = true;
    }

    /** Adds overlapping aborted transactions; true when later segments cannot hold any. */
    public boolean collectAborted(long fetchOffset, long upperBound, List<AbortedTransaction> into) throws IOException {
        return transactions.collect(fetchOffset, upperBound, into);
    }

    /** The first batch that ends at or after {@code offset} and lies before position {@code limit}. */
    public Optional<BatchSpan> find(long offset, int limit) throws IOException {
        Optional<BatchSpan> known = recent.find(offset);
        if (known.isPresent()) {
            return known.filter(batch -> batch.end() <= limit);
        }
        int start = indexes().offsets().floor(offset).position();
        return file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, Math.min(start, limit), limit);
            while (walk.advance()) {
                if (walk.header().lastOffset() >= offset) {
                    return Optional.of(walk.span());
                }
            }
            return Optional.empty();
        });
    }

    /** Is shown the batches of a segment by their headers. */
    public interface HeaderVisitor {
        /** @param header valid during the call; its records are not in memory */
        void visit(RecordBatch header, BatchSpan span) throws IOException;
    }

    /** Shows the batches from the one that holds {@code offset} on, in order. */
    public void walk(long offset, HeaderVisitor visitor) throws IOException {
        Optional<BatchSpan> first = find(offset, sizeBytes);
        if (first.isEmpty()) {
            return;
        }
        file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, first.get().position(), sizeBytes);
            while (walk.advance()) {
                visitor.visit(walk.header(), walk.span());
            }
            return walk.nextPosition();
        });
    }

    /**
     * Makes an existing segment ready for appends after a clean stop, reading only what lies behind its last index entry.
     *
     * @return the offset after its last batch; empty when the file does not end with a whole batch
     */
    public OptionalLong resume() throws IOException {
        SegmentIndexes resumed = indexes();
        int start = resumed.offsets().last().position();
        return file.use(open -> {
            HeaderWalk walk = new HeaderWalk(open, start, sizeBytes);
            long next = baseOffset;
            while (walk.advance()) {
                resumed.observe(walk.span());
                next = walk.header().nextOffset();
            }
            return walk.nextPosition() == sizeBytes ? OptionalLong.of(next) : OptionalLong.empty();
        });
    }

    /** A batch found before, in memory. */
    public RecordBatch load(BatchSpan span) throws IOException {
        return RecordBatch.at(bytes(span.position(), span.sizeBytes()), 0);
    }

    /** A stretch of the file, to be sent as it is. */
    public FilePayload payload(int position, int bytes) throws IOException {
        return new FilePayload(file, position, bytes);
    }

    /** A stretch of the file, in memory. */
    public ByteBuffer bytes(int position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        file.use(open -> {
            open.readFully(buffer, position);
            return bytes;
        });
        return buffer.flip();
    }

    /** The segment's search by time, over the batches before position {@code limit}. */
    public SegmentTimes times(int limit) throws IOException {
        return new SegmentTimes(this, indexes(), limit);
    }

    /** Largest timestamp; -1 when no record has one. */
    public long maxTimestampMs() throws IOException {
        return indexes().max().timestampMs();
    }

    /** Largest timestamp, or the time of the file's last change when no record has one. */
    public long newestMs() throws IOException {
        long max = maxTimestampMs();
        return max >= 0 ? max : disk.exists(path()) ? disk.lastModifiedMs(path()) : createdMs;
    }

    /** Cuts off the batches from the one that holds {@code offset} on, durably. */
    public void truncateTo(long offset) throws IOException {
        Optional<BatchSpan> first = find(offset, sizeBytes);
        if (first.isPresent()) {
            cutAt(first.get().position(), offset);
        }
    }

    /** Cuts the file at a position, and the indexes below the offset that would stand there. */
    void cutAt(int position, long offset) throws IOException {
        SegmentIndexes cut = indexes();
        cut.truncateTo(offset);
        transactions.truncateTo(offset);
        recent.clear();
        sizeBytes = position;
        forcedBytes = Math.min(forcedBytes, position);
        // Forced at once: the old tail must not come back behind what is appended next.
        file.use(open -> {
            open.truncate(position);
            open.force();
            return position;
        });
        indexes.catchUp(cut, position);
    }

    /** No more batches will come: completes the indexes as Kafka does, and closes them. */
    public void seal() throws IOException {
        SegmentIndexes sealed = indexes();
        sealed.seal();
        sealed.close();
        indexesUnforced = true;
    }

    /** Writes out index entries that are only in memory, so that a crash of the process alone does not lose them. */
    public void spillIndexes() throws IOException {
        indexes.spill();
    }

    public boolean hasUnwrittenIndexes() {
        return indexes.hasUnwritten();
    }

    /** Notes what is not durable yet; empty when everything is. */
    public Optional<ForceMark> beginForce() {
        int size = sizeBytes;
        boolean indexesToo = indexesUnforced;
        return size == forcedBytes && !indexesToo
                ? Optional.empty()
                : Optional.of(new ForceMark(this, size, indexesToo));
    }

    /** After a crash: what is readable need not be durable, however long ago it was written. */
    public void assumeUnforced(boolean indexesToo) {
        forcedBytes = -1;
        indexesUnforced |= indexesToo;
    }

    void force(ForceMark mark) throws IOException {
        if (mark.sizeBytes() != forcedBytes) {
            file.use(open -> {
                open.force();
                return open;
            });
        }
        if (mark.indexesToo()) {
            transactions.force();
            indexes().force();
        }
    }

    void markForced(ForceMark mark) {
        forcedBytes = mark.sizeBytes();
        if (mark.indexesToo()) {
            indexesUnforced = false;
        }
    }

    /** Renames the files so that no later start takes them for the log's: the batches first, see {@link SegmentFiles}. */
    public void markDeleted() throws IOException {
        String deleted = SegmentFiles.unusedDeleted(disk, folder, baseOffset);
        renameBatches(deleted);
        indexes.retire(deleted);
        transactions.renameTo(SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX + deleted));
    }

    /** Deletes files renamed by {@link #markDeleted()}. Who is still sending from them may go on. */
    public void deleteMarked() throws IOException {
        discard();
    }

    /** Deletes the files as they are called now. */
    public void discard() throws IOException {
        close();
        disk.deleteIfExists(path());
        SegmentFiles.delete(disk, folder, baseOffset, indexes.state());
    }

    /** Renames the indexes, also under those who use them. */
    public void renameIndexes(String state) throws IOException {
        indexes.renameTo(state);
        transactions.renameTo(SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX + state));
    }

    /** Renames the file of the batches, also under those who use it. */
    public void renameBatches(String state) throws IOException {
        file.renameTo(SegmentName.path(folder, baseOffset, SegmentName.LOG + state));
    }

    /** Gives back what is open; a payload still being sent keeps its file. */
    public void close() throws IOException {
        indexes.close();
        file.closeWhenUnused();
    }

    SegmentFile file() {
        return file;
    }

    TransactionIndex transactions() {
        return transactions;
    }

    SegmentIndexes indexes() throws IOException {
        return indexes.get(sizeBytes);
    }

    /** Starts the indexes anew, with nothing in them. */
    SegmentIndexes resetIndexes() throws IOException {
        return indexes.reset();
    }

    /** The age that segment.ms is about: between first and newest timestamp, or since creation where there are none. */
    private long ageMs(long maxTimestampMs, long nowMs) throws IOException {
        long first = firstTimestampMs;
        if (first == Long.MIN_VALUE) {
            first = find(baseOffset, sizeBytes).map(BatchSpan::maxTimestampMs).orElse(-1L);
            firstTimestampMs = first;
        }
        return first >= 0 ? maxTimestampMs - first : nowMs - createdMs;
    }

    private void cutBack(int position, IOException cause) {
        try {
            file.use(open -> {
                open.truncate(position);
                return position;
            });
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}

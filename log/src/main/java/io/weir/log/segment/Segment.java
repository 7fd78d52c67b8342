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

    private final long baseOffset;
    private final SegmentFiles files;
    private final RecentBatches recent = new RecentBatches();
    private final SegmentSearch search;
    private final SegmentAge age;
    private final SegmentDurability durability;
    private volatile int sizeBytes;

    private Segment(Disk disk, Path folder, long baseOffset, String state, OptionalInt foundBytes, long nowMs) {
        this.baseOffset = baseOffset;
        this.sizeBytes = foundBytes.orElse(0);
        this.files = new SegmentFiles(disk, folder, baseOffset, state, foundBytes.isEmpty());
        this.search = new SegmentSearch(this, files.batches(), recent);
        this.age = new SegmentAge(files, search, baseOffset, nowMs);
        this.durability = new SegmentDurability(this, files, sizeBytes);
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
        segment.files.indexes().startFresh();
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
        return files.batches().path();
    }

    public SegmentFiles files() {
        return files;
    }

    public SegmentSearch search() {
        return search;
    }

    /** Largest timestamp, or the time of the file's last change when no record has one. */
    public long newestMs() throws IOException {
        return age.newestMs();
    }

    /** Whether {@code bytes} more, up to {@code lastOffset}, belong into a new segment instead (Kafka's rules). */
    public boolean mustRollFor(int bytes, long lastOffset, long maxTimestampMs, SegmentConfig config, long nowMs)
            throws IOException {
        int size = sizeBytes;
        return size > config.maxBytes() - bytes
                || (size > 0 && age.isOver(maxTimestampMs, nowMs, config))
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
            files.batches().write(batches.duplicate(), position);
        } catch (IOException e) {
            durability.writeFailed();
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
        files.transactions().append(transaction);
        durability.indexesChanged();
    }

    /** Adds overlapping aborted transactions; true when later segments cannot hold any. */
    public boolean collectAborted(long fetchOffset, long upperBound, List<AbortedTransaction> into) throws IOException {
        return files.transactions().collect(fetchOffset, upperBound, into);
    }

    /**
     * Makes an existing segment ready for appends after a clean stop, reading only what lies behind its last index entry.
     *
     * @return the offset after its last batch; empty when the file does not end with a whole batch
     */
    public OptionalLong resume() throws IOException {
        SegmentIndexes resumed = indexes();
        int start = resumed.offsets().last().position();
        return files.batches().use(open -> {
            HeaderWalk walk = new HeaderWalk(open, start, sizeBytes);
            long next = baseOffset;
            while (walk.advance()) {
                resumed.observe(walk.span());
                next = walk.header().nextOffset();
            }
            return walk.nextPosition() == sizeBytes ? OptionalLong.of(next) : OptionalLong.empty();
        });
    }

    /** Cuts off the batches from the one that holds {@code offset} on, durably. */
    public void truncateTo(long offset) throws IOException {
        Optional<BatchSpan> first = search.find(offset);
        if (first.isPresent()) {
            cutAt(first.get().position(), offset);
        }
    }

    /** Cuts the file at a position, and the indexes below the offset that would stand there. */
    void cutAt(int position, long offset) throws IOException {
        SegmentIndexes cut = indexes();
        cut.truncateTo(offset);
        files.transactions().truncateTo(offset);
        recent.clear();
        sizeBytes = position;
        durability.cutAt(position);
        // Forced at once: the old tail must not come back behind what is appended next.
        files.batches().use(open -> {
            open.truncate(position);
            open.force();
            return position;
        });
        files.indexes().catchUp(cut, position);
    }

    /** No more batches will come: completes the indexes as Kafka does. */
    public void seal() throws IOException {
        indexes().seal();
        files.transactions().spill();
        durability.indexesChanged();
    }

    /** Writes out index entries that are only in memory, so that a crash of the process alone does not lose them. */
    public void spillIndexes() throws IOException {
        files.indexes().spill();
        files.transactions().spill();
    }

    public boolean hasUnwrittenIndexes() {
        return files.indexes().hasUnwritten() || files.transactions().hasUnwritten();
    }

    /** Notes what is not durable yet; empty when everything is. */
    public Optional<ForceMark> beginForce() {
        return durability.begin();
    }

    /** After a crash: what is readable need not be durable, however long ago it was written. */
    public void assumeUnforced(boolean indexesToo) {
        durability.assumeNothing(indexesToo);
    }

    /** Gives back what is open; a payload still being sent keeps its file. */
    public void close() throws IOException {
        files.close();
    }

    SegmentIndexes indexes() throws IOException {
        return files.indexes().get(sizeBytes);
    }
}

package io.weir.log.segment;

import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The offset and the time index of one segment, kept in step.
 *
 * <p>As in Kafka, a batch gets an entry when more than index.interval.bytes have come since the last one.
 */
final class SegmentIndexes {

    private final OffsetIndex offsets;
    private final TimeIndex times;
    private int bytesSinceEntry;
    private volatile TimestampOffset max;

    private SegmentIndexes(OffsetIndex offsets, TimeIndex times) {
        this.offsets = offsets;
        this.times = times;
        this.max = times.last();
    }

    /** Empty indexes for a segment that may have had others. */
    static SegmentIndexes create(Disk disk, Path folder, long baseOffset, String state) throws IOException {
        Path offsetPath = offsetPath(folder, baseOffset, state);
        if (disk.exists(offsetPath)) {
            EntryFile.open(disk, offsetPath, OffsetIndex.ENTRY_BYTES).clear();
        }
        Path timePath = timePath(folder, baseOffset, state);
        if (disk.exists(timePath)) {
            EntryFile.open(disk, timePath, TimeIndex.ENTRY_BYTES).clear();
        }
        return createFresh(disk, folder, baseOffset, state);
    }

    /** As {@link #create}, for a segment known to be new. */
    static SegmentIndexes createFresh(Disk disk, Path folder, long baseOffset, String state) {
        return new SegmentIndexes(
                OffsetIndex.create(disk, offsetPath(folder, baseOffset, state), baseOffset),
                TimeIndex.create(disk, timePath(folder, baseOffset, state), baseOffset));
    }

    /** Opens both; the caller asks {@link #isSound} before it trusts them. */
    static SegmentIndexes open(Disk disk, Path folder, long baseOffset, String state) throws IOException {
        return new SegmentIndexes(
                OffsetIndex.open(disk, offsetPath(folder, baseOffset, state), baseOffset),
                TimeIndex.open(disk, timePath(folder, baseOffset, state), baseOffset));
    }

    static boolean exist(Disk disk, Path folder, long baseOffset, String state) {
        return disk.exists(offsetPath(folder, baseOffset, state)) && disk.exists(timePath(folder, baseOffset, state));
    }

    boolean isSound(int segmentBytes) throws IOException {
        return offsets.isSound(segmentBytes) && times.isSound();
    }

    /** Makes sure that the next batch can be added without a write. */
    void makeRoom() throws IOException {
        offsets.entries().makeRoom();
        times.entries().makeRoom();
    }

    void add(BatchSpan batch, int intervalBytes) throws IOException {
        if (batch.maxTimestampMs() > max.timestampMs()) {
            max = new TimestampOffset(batch.maxTimestampMs(), batch.lastOffset());
        }
        if (bytesSinceEntry > intervalBytes) {
            offsets.append(batch.lastOffset(), batch.position());
            times.append(max);
            bytesSinceEntry = 0;
        }
        bytesSinceEntry += batch.sizeBytes();
    }

    /** Takes a batch into account that already had its chance of an entry. */
    void observe(BatchSpan batch) {
        if (batch.maxTimestampMs() > max.timestampMs()) {
            max = new TimestampOffset(batch.maxTimestampMs(), batch.lastOffset());
        }
        bytesSinceEntry += batch.sizeBytes();
    }

    boolean isFull(int maxBytes) {
        // One slot of the time index is kept for the entry that seals it.
        return offsets.entries().count() >= maxBytes / OffsetIndex.ENTRY_BYTES
                || times.entries().count() >= maxBytes / TimeIndex.ENTRY_BYTES - 1;
    }

    /** Largest timestamp and the last offset of the first batch that has it; timestamp -1 when there is none. */
    TimestampOffset max() {
        return max;
    }

    OffsetIndex offsets() {
        return offsets;
    }

    TimeIndex times() {
        return times;
    }

    /** Keeps what speaks of offsets below {@code offset}. The largest timestamp is then that of the last entry. */
    void truncateTo(long offset) throws IOException {
        offsets.truncateTo(offset);
        times.truncateTo(offset);
        max = times.last();
        bytesSinceEntry = 0;
    }

    boolean hasUnwritten() {
        return offsets.entries().hasUnwritten() || times.entries().hasUnwritten();
    }

    void spill() throws IOException {
        offsets.entries().spill();
        times.entries().spill();
    }

    /** Makes the files what Kafka leaves behind when it closes a segment. */
    void seal() throws IOException {
        times.append(max);
        offsets.entries().seal();
        times.entries().seal();
    }

    void force() throws IOException {
        offsets.entries().force();
        times.entries().force();
    }

    void renameTo(Path folder, long baseOffset, String state) throws IOException {
        offsets.entries().renameTo(offsetPath(folder, baseOffset, state));
        times.entries().renameTo(timePath(folder, baseOffset, state));
    }

    /** To be called when nobody needs them any more. */
    void close() throws IOException {
        offsets.entries().close();
        times.entries().close();
    }

    private static Path offsetPath(Path folder, long baseOffset, String state) {
        return SegmentName.path(folder, baseOffset, SegmentName.OFFSET_INDEX + state);
    }

    private static Path timePath(Path folder, long baseOffset, String state) {
        return SegmentName.path(folder, baseOffset, SegmentName.TIME_INDEX + state);
    }
}

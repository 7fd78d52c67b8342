package io.weir.log.segment;

import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a segment: what they are called, and how they come to be the log's and cease to be. */
public final class SegmentFiles {

    /** The batches first: a start that finds the rest without them deletes it, but cannot do without it beside them. */
    private static final List<String> SUFFIXES =
            List.of(SegmentName.LOG, SegmentName.OFFSET_INDEX, SegmentName.TIME_INDEX, SegmentName.TRANSACTION_INDEX);

    private final Disk disk;
    private final Path folder;
    private final long baseOffset;
    private final SegmentFile batches;
    private final TransactionIndex transactions;
    private final LazyIndexes indexes;

    /**
     * @param state what the names end in: nothing for those of a log
     * @param isNew the files do not exist yet
     */
    SegmentFiles(Disk disk, Path folder, long baseOffset, String state, boolean isNew) {
        this.disk = disk;
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.batches = new SegmentFile(disk, SegmentName.path(folder, baseOffset, SegmentName.LOG + state), isNew);
        this.transactions =
                new TransactionIndex(disk, SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX + state));
        this.indexes = new LazyIndexes(disk, folder, baseOffset, batches, state);
    }

    /** Deletes a segment's files, whose names end in {@code state} when it is not part of the log. */
    static void delete(Disk disk, Path folder, long baseOffset, String state) throws IOException {
        for (String suffix : SUFFIXES) {
            disk.deleteIfExists(SegmentName.path(folder, baseOffset, suffix + state));
        }
    }

    /** Renames the files so that no later start takes them for the log's. Who reads from them may go on. */
    public void markDeleted() throws IOException {
        String deleted = unusedDeleted();
        renameBatches(deleted);
        indexes.retire(deleted);
        transactions.renameTo(SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX + deleted));
    }

    /** Deletes the files as they are called now. Who is still sending from them may go on. */
    public void discard() throws IOException {
        close();
        disk.deleteIfExists(batches.path());
        delete(disk, folder, baseOffset, indexes.state());
    }

    /** Renames the indexes, also under those who use them. */
    public void renameIndexes(String state) throws IOException {
        indexes.renameTo(state);
        transactions.renameTo(SegmentName.path(folder, baseOffset, SegmentName.TRANSACTION_INDEX + state));
    }

    /** Renames the file of the batches, also under those who use it. */
    public void renameBatches(String state) throws IOException {
        batches.renameTo(SegmentName.path(folder, baseOffset, SegmentName.LOG + state));
    }

    /** Gives back what is open; a payload still being sent keeps its file. */
    void close() throws IOException {
        indexes.close();
        batches.closeWhenUnused();
    }

    /** Time of the last change of the batches' file; of its making where there is none yet. */
    long lastModifiedMs(long createdMs) throws IOException {
        return disk.exists(batches.path()) ? disk.lastModifiedMs(batches.path()) : createdMs;
    }

    SegmentFile batches() {
        return batches;
    }

    TransactionIndex transactions() {
        return transactions;
    }

    LazyIndexes indexes() {
        return indexes;
    }

    /** A suffix for files to be deleted that none with this offset have: compaction makes several of one name. */
    private String unusedDeleted() {
        String state = SegmentName.DELETED;
        for (int i = 1; disk.exists(SegmentName.path(folder, baseOffset, SegmentName.LOG + state)); i++) {
            state = "." + i + SegmentName.DELETED;
        }
        return state;
    }
}

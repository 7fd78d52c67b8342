package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The files of a local metadata log while it is written: the segment at the end, those before it, and the snapshot. */
final class Segments implements AutoCloseable {

    private final Folder folder;
    private final FileHeader model;
    private final Reserve reserve;
    private final Deque<Path> older = new ArrayDeque<>();
    private Segment current;
    private long snapshotOffset;

    private Segments(Folder folder, FileHeader model, Segment current, long snapshotOffset) throws IOException {
        this.folder = folder;
        this.reserve = Reserve.take(folder.path());
        this.model = model;
        this.current = current;
        this.snapshotOffset = snapshotOffset;
    }

    static Segments open(Folder folder, Recovery.Result recovered) throws IOException {
        FileHeader model = recovered.owner();
        List<Path> files = folder.segments();
        if (files.isEmpty()) {
            Path first = folder.segment(recovered.nextOffset());
            folder.writeAtOnce(first, List.of(model.toBytes()));
            return new Segments(
                    folder,
                    model,
                    Segment.open(first, FileHeader.SIZE_BYTES),
                    recovered.snapshot().offset());
        }
        Segment last = Segment.open(files.getLast(), recovered.sizes().last());
        Segments segments =
                new Segments(folder, model, last, recovered.snapshot().offset());
        segments.older.addAll(files.subList(0, files.size() - 1));
        return segments;
    }

    /** Writes a frame and returns its size in bytes once it is on the disk. */
    int append(Frame frame) throws IOException {
        try {
            int bytes = current.append(frame);
            reserve.restore();
            return bytes;
        } catch (NotWrittenException e) {
            if (reserve.giveUp()) {
                return current.append(frame);
            }
            throw e;
        }
    }

    /**
     * Writes a snapshot and removes the segments before it. The snapshot may be of an entry some way back: segments with
     * later entries stay.
     *
     * @return the snapshot's size in bytes; 0 when it is no newer than the one there is
     */
    long compact(MetadataSnapshot snapshot, long nextOffset) throws IOException {
        if (snapshot.offset() <= snapshotOffset) {
            return 0;
        }
        FileHeader header =
                new FileHeader(FileHeader.SNAPSHOT_MAGIC, model.nodeId(), snapshot.offset(), model.clusterId());
        List<ByteBuffer> parts = SnapshotFile.write(header, snapshot.records());
        long sizeBytes = parts.stream().mapToLong(ByteBuffer::remaining).sum();
        folder.writeAtOnce(folder.snapshot(snapshot.offset()), parts);
        snapshotOffset = snapshot.offset();
        roll(nextOffset);
        Path firstNeeded = folder.segment(snapshot.offset() + 1);
        while (!older.isEmpty()) {
            Path oldest = older.removeFirst();
            Path next = older.isEmpty() ? current.path() : older.getFirst();
            // Names sort as offsets do.
            if (next.compareTo(firstNeeded) > 0) {
                older.addFirst(oldest);
                break;
            }
            Files.delete(oldest);
        }
        folder.removeSnapshotsBefore(snapshot.offset());
        return sizeBytes;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    @Override
    public String toString() {
        return current.path().toString();
    }

    private void roll(long nextOffset) throws IOException {
        Path path = folder.segment(nextOffset);
        FileHeader header = new FileHeader(FileHeader.SEGMENT_MAGIC, model.nodeId(), nextOffset, model.clusterId());
        Segment previous = current;
        try {
            folder.writeAtOnce(path, List.of(header.toBytes()));
            current = Segment.open(path, FileHeader.SIZE_BYTES);
        } catch (IOException e) {
            // Entries go on in the segment there is, so no other may claim to follow it.
            Files.deleteIfExists(path);
            throw e;
        }
        older.addLast(previous.path());
        previous.close();
    }
}

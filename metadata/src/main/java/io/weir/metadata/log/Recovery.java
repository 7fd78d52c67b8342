package io.weir.metadata.log;

import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a local metadata log when a node starts: checks every byte, forgets an append that a crash cut short, and refuses
 * to go on over any other damage, because what was acknowledged would be lost in silence.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Folder folder;
    private final int nodeId;
    private MetadataSnapshot snapshot = MetadataSnapshot.EMPTY;
    private final List<List<Message>> entries = new ArrayList<>();
    private long firstEntry;
    private Optional<String> clusterId = Optional.empty();
    private long lastSegmentBytes;
    private long allBytes;

    private Recovery(Folder folder, int nodeId) {
        this.folder = folder;
        this.nodeId = nodeId;
    }

    /**
     * What was found.
     *
     * @param owner   the header of a segment that would begin with the next entry
     * @param entries in order; some of the snapshot's may be among them
     * @param sizes   of the segments
     */
    record Result(FileHeader owner, MetadataSnapshot snapshot, Entries entries, Sizes sizes) {

        String clusterId() {
            return owner.clusterId();
        }

        /** The next entry to append. */
        long nextOffset() {
            return owner.offset();
        }

        /** The entries after the snapshot, each with its offset. */
        void replay(MetadataLogListener listener) {
            listener.onSnapshot(snapshot);
            long offset = entries.first();
            for (List<Message> entry : entries.records()) {
                if (offset > snapshot.offset()) {
                    listener.onCommit(offset, entry);
                }
                offset++;
            }
        }
    }

    /**
     * Entries that follow each other.
     *
     * @param first   offset of the first
     * @param records of each entry
     */
    record Entries(long first, List<List<Message>> records) {}

    /**
     * Bytes of the segments.
     *
     * @param last the undamaged part of the last segment
     * @param all  of all segments together
     */
    record Sizes(long last, long all) {}

    /**
     * Reads the log and changes nothing but unfinished files, which it removes.
     *
     * @throws MetadataLogException when it is damaged, or another node's
     */
    static Result recover(Folder folder, int nodeId) throws IOException {
        folder.removeUnfinished();
        return new Recovery(folder, nodeId).recover();
    }

    private Result recover() throws IOException {
        Optional<Path> newest = folder.newestSnapshot();
        if (newest.isPresent()) {
            snapshot = checked(newest.get(), this::readSnapshot);
        }
        List<Path> segments = folder.segments();
        for (Path segment : segments) {
            checked(segment, file -> readSegment(file, segment, segment.equals(segments.getLast())));
        }
        if (segments.isEmpty()) {
            firstEntry = snapshot.offset() + 1;
        }
        long next = firstEntry + entries.size();
        if (next <= snapshot.offset()) {
            throw new MetadataLogException("Metadata log " + folder.path() + " ends with entry " + (next - 1)
                    + " but its snapshot holds entries up to " + snapshot.offset() + ". " + wayOut());
        }
        String cluster = clusterId.orElseGet(() -> Uuid.random().toString());
        return new Result(
                new FileHeader(FileHeader.SEGMENT_MAGIC, nodeId, next, cluster),
                snapshot,
                new Entries(firstEntry, List.copyOf(entries)),
                new Sizes(lastSegmentBytes, allBytes));
    }

    private MetadataSnapshot readSnapshot(ByteBuffer file) throws DamageException {
        FileHeader header = FileHeader.read(file, FileHeader.SNAPSHOT_MAGIC);
        checkOwner(header);
        return SnapshotFile.read(header, file);
    }

    private Long readSegment(ByteBuffer file, Path path, boolean last) throws DamageException {
        allBytes += file.limit();
        FileHeader header = FileHeader.read(file, FileHeader.SEGMENT_MAGIC);
        checkOwner(header);
        if (entries.isEmpty()) {
            firstEntry = Math.min(header.offset(), snapshot.offset() + 1);
        }
        long expected = firstEntry + entries.size();
        if (header.offset() != expected) {
            throw new DamageException(
                    0, "it begins with entry " + header.offset() + ", but entry " + expected + " comes next");
        }
        while (file.hasRemaining()) {
            int start = file.position();
            Frame frame;
            try {
                frame = Frame.read(file);
            } catch (DamageException damage) {
                if (!last || Frame.existsAfter(file, start + 1)) {
                    throw damage;
                }
                LOG.warn(
                        "The last append to {} was cut short at byte {} ({}); its {} bytes are forgotten, as"
                                + " they belong to an append that was under way when the machine stopped",
                        path,
                        start,
                        damage.getMessage(),
                        file.limit() - start);
                lastSegmentBytes = start;
                return expected;
            }
            if (frame.firstOffset() != expected || frame.entries().isEmpty()) {
                throw new DamageException(
                        start, "entry " + frame.firstOffset() + " stands where entry " + expected + " should");
            }
            // Undamaged, so never to be forgotten, even where it cannot be understood.
            entries.addAll(frame.decode(start));
            expected = frame.lastOffset() + 1;
        }
        lastSegmentBytes = file.limit();
        return expected;
    }

    private void checkOwner(FileHeader header) {
        if (header.nodeId() != nodeId) {
            throw new MetadataLogException("Folder " + folder.path() + " belongs to node " + header.nodeId()
                    + " of cluster " + header.clusterId() + ", but this is node " + nodeId
                    + ". Set node.id=" + header.nodeId() + ", or choose another folder");
        }
        String known = clusterId.orElse(header.clusterId());
        if (!known.equals(header.clusterId())) {
            throw new MetadataLogException("Folder " + folder.path() + " mixes files of the clusters " + known + " and "
                    + header.clusterId() + ". Put back the files that belong there");
        }
        clusterId = Optional.of(known);
    }

    private <T> T checked(Path path, Reader<T> reader) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
        try {
            return reader.read(file);
        } catch (DamageException damage) {
            throw new MetadataLogException(
                    "Metadata log file " + path + " is damaged at byte " + damage.position() + ": "
                            + damage.getMessage() + ". " + wayOut(),
                    damage);
        }
    }

    private String wayOut() {
        return "Restore " + folder.path()
                + " from a copy; without one, moving it away starts an empty cluster that does"
                + " not know the topics any more";
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ByteBuffer file) throws DamageException;
    }
}

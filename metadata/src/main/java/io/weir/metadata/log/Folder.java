package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a local metadata log. {@code <offset>.log} is a segment that begins with this entry, {@code
 * <offset>.snapshot} the state after this entry, {@code *.tmp} a file that was not finished.
 */
final class Folder {

    /** The name of the folder under the one it is given. No partition's folder is called so: those end in a number. */
    static final String NAME = "__cluster_metadata";

    private static final String SEGMENT = ".log";
    private static final String SNAPSHOT = ".snapshot";
    private static final String UNFINISHED = ".tmp";

    private final Path path;

    Folder(Path parent) {
        this.path = parent.resolve(NAME);
    }

    Path path() {
        return path;
    }

    void create() throws IOException {
        Files.createDirectories(path);
        force(path);
        Path parent = path.getParent();
        if (parent != null) {
            force(parent);
        }
    }

    Path segment(long firstOffset) {
        return file(firstOffset, SEGMENT);
    }

    Path snapshot(long lastOffset) {
        return file(lastOffset, SNAPSHOT);
    }

    /** Segments, the oldest first. */
    List<Path> segments() throws IOException {
        return list(SEGMENT);
    }

    /** The newest snapshot, if there is one. */
    Optional<Path> newestSnapshot() throws IOException {
        List<Path> all = list(SNAPSHOT);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** All segments and snapshots. */
    List<Path> localFiles() throws IOException {
        return Stream.concat(list(SEGMENT).stream(), list(SNAPSHOT).stream()).toList();
    }

    /** Removes what crashes have left. */
    void removeUnfinished() throws IOException {
        for (Path file : list(UNFINISHED)) {
            Files.delete(file);
        }
    }

    /** Removes the snapshots before the one of this offset. */
    void removeSnapshotsBefore(long lastOffset) throws IOException {
        for (Path file : list(SNAPSHOT)) {
            if (!file.equals(snapshot(lastOffset))) {
                Files.delete(file);
            }
        }
    }

    /** Makes a file that is there as a whole or not at all, whatever happens. */
    void writeAtOnce(Path file, List<ByteBuffer> parts) throws IOException {
        Path unfinished = path.resolve(file.getFileName() + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (ByteBuffer part : parts) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            channel.force(true);
        } catch (IOException e) {
            // Where the disk is full, half a file is the last thing it needs.
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force(path);
    }

    private Path file(long offset, String suffix) {
        return path.resolve(String.format(Locale.ROOT, "%020d%s", offset, suffix));
    }

    /** Names begin with the offset in twenty digits, so their order is the offsets'. */
    private List<Path> list(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** A new name in a folder survives a crash of the machine only once the folder itself is on the disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

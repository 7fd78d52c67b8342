package io.weir.log.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk on which everything can be tried and nothing happens: what is read comes from another disk, what is changed
 * stays in memory. Whoever wants to know what a start would do to a folder starts on one of these, and looks at the
 * {@link #changes} afterwards.
 *
 * <p>The size of a file is what it was when the file was first asked for, whatever is appended to it meanwhile. Forces
 * and locks do nothing. Folders cannot be renamed. Not thread-safe.
 */
public final class RehearsalDisk implements Disk {

    /** Files in memory take no handles. */
    private static final int AS_MANY_AS_THERE_ARE = Integer.MAX_VALUE;

    private final Disk base;
    private final OpenFiles openFiles = new OpenFiles(AS_MANY_AS_THERE_ARE);

    /** Files that were asked for; a name that is gone has none. */
    private final Map<Path, RehearsedFile> files = new TreeMap<>();

    private final TreeSet<Path> gone = new TreeSet<>();
    private final TreeSet<Path> createdFolders = new TreeSet<>();

    public RehearsalDisk(Disk base) {
        this.base = base;
    }

    /** What would be different on the other disk now, by path. */
    public List<FileChange> changes() throws IOException {
        List<FileChange> changes = new ArrayList<>();
        for (Path path : gone) {
            if (!files.containsKey(path)) {
                changes.add(new FileChange.Deleted(path));
            }
        }
        for (Map.Entry<Path, RehearsedFile> entry : files.entrySet()) {
            if (entry.getValue().isTouched() || !entry.getValue().isFrom(entry.getKey())) {
                change(entry.getKey(), entry.getValue(), changes);
            }
        }
        return changes;
    }

    private void change(Path path, RehearsedFile file, List<FileChange> into) throws IOException {
        if (!base.exists(path)) {
            into.add(new FileChange.Created(path, file.size()));
            return;
        }
        RehearsedFile before = RehearsedFile.of(base, path);
        if (!file.startsLike(before)) {
            into.add(new FileChange.Rewritten(path, before.size(), file.size()));
        } else if (file.size() < before.size()) {
            into.add(new FileChange.Cut(path, before.size(), file.size()));
        } else if (file.size() > before.size()) {
            into.add(new FileChange.Rewritten(path, before.size(), file.size()));
        }
    }

    @Override
    public OpenFiles openFiles() {
        return openFiles;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        RehearsedFile found = find(file);
        if (found == null) {
            found = RehearsedFile.empty();
            files.put(file, found);
        }
        return found.open();
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        return existing(file).open();
    }

    @Override
    public boolean exists(Path path) {
        return files.containsKey(path) || createdFolders.contains(path) || (!gone.contains(path) && base.exists(path));
    }

    @Override
    public boolean isDirectory(Path path) {
        return createdFolders.contains(path) || (!gone.contains(path) && base.isDirectory(path));
    }

    @Override
    public long sizeBytes(Path file) throws IOException {
        return existing(file).size();
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        return base.exists(file) ? base.lastModifiedMs(file) : 0;
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (!createdFolders.contains(directory)) {
            names.addAll(base.list(directory));
        }
        gone.forEach(path -> changeIn(directory, path, names::remove));
        files.keySet().forEach(path -> changeIn(directory, path, names::add));
        createdFolders.forEach(path -> changeIn(directory, path, names::add));
        return List.copyOf(names);
    }

    private interface NameChange {
        boolean apply(String name);
    }

    private static void changeIn(Path directory, Path path, NameChange change) {
        if (directory.equals(path.getParent())) {
            change.apply(path.getFileName().toString());
        }
    }

    @Override
    public void createDirectories(Path directory) {
        for (Path at = directory; at != null && !isDirectory(at); at = at.getParent()) {
            createdFolders.add(at);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (isDirectory(from)) {
            throw new IOException("A folder cannot be renamed in a rehearsal: " + from);
        }
        files.put(to, existing(from));
        remove(from);
    }

    @Override
    public boolean deleteIfExists(Path path) {
        boolean existed = exists(path);
        if (existed) {
            remove(path);
        }
        return existed;
    }

    private void remove(Path path) {
        files.remove(path);
        createdFolders.remove(path);
        if (base.exists(path)) {
            gone.add(path);
        }
    }

    @Override
    public void forceDirectory(Path directory) {
        // Nothing is ever lost here.
    }

    @Override
    public boolean forceAll(Path directory) {
        return true;
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return base.usableBytes(directory);
    }

    @Override
    public DiskLock lock(Path file) {
        return () -> {};
    }

    private RehearsedFile existing(Path path) throws IOException {
        RehearsedFile found = find(path);
        if (found == null) {
            throw new NoSuchFileException(path.toString());
        }
        return found;
    }

    private @Nullable RehearsedFile find(Path path) throws IOException {
        RehearsedFile known = files.get(path);
        if (known == null && !gone.contains(path) && base.exists(path)) {
            known = RehearsedFile.of(base, path);
            files.put(path, known);
        }
        return known;
    }
}

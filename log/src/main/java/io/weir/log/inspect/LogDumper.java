package io.weir.log.inspect;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.disk.Disk;
import io.weir.log.disk.RehearsalDisk;
import io.weir.log.disk.WholeFile;
import io.weir.log.producer.ProducerSnapshot;
import io.weir.log.producer.ProducerState;
import io.weir.log.segment.IndexEntries;
import io.weir.log.segment.IndexEntries.Layout;
import io.weir.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Shows what lies in the files of a folder, or in one file. Changes nothing; a broker may be at work on them. */
public final class LogDumper {

    private static final int OFFSET_DIGITS = 20;

    private final Disk disk;
    private final DumpRange range;
    private final Consumer<DumpEvent> sink;

    public LogDumper(Disk disk, DumpRange range, Consumer<DumpEvent> sink) {
        // Opens no file for writing, and sees no file grow.
        this.disk = new RehearsalDisk(disk);
        this.range = range;
        this.sink = sink;
    }

    /** Shows the files of a partition folder or a data folder, and in this all its partitions. */
    public void folder(Path folder) throws IOException {
        for (String name : disk.list(folder)) {
            Path path = folder.resolve(name);
            if (!disk.isDirectory(path) && FileKind.of(name) != FileKind.OTHER) {
                file(path);
            }
        }
        for (Path partition : FolderShape.partitions(disk, folder)) {
            folder(partition);
        }
    }

    /** Shows one file, whatever the end of its name says it is. */
    public void file(Path file) throws IOException {
        String name = file.getFileName().toString();
        FileKind kind = FileKind.of(name);
        try {
            sink.accept(new DumpEvent.FileBegun(file, kind, disk.sizeBytes(file)));
            switch (kind) {
                case LOG -> batches(file);
                case OFFSET_INDEX -> entries(file, Layout.OFFSETS, LogDumper::offsetEntry);
                case TIME_INDEX -> entries(file, Layout.TIMES, LogDumper::timeEntry);
                case TRANSACTION_INDEX -> entries(file, Layout.ABORTED, LogDumper::abortedEntry);
                case PRODUCER_SNAPSHOT -> snapshot(file);
                case LEADER_EPOCHS, OFFSET_CHECKPOINT, PROPERTIES -> text(file, kind);
                case LEFT_OVER, OTHER -> leftOver(file, name);
            }
        } catch (NoSuchFileException e) {
            sink.accept(new DumpEvent.Unreadable(0, "it went away while it was read: a broker is at work here"));
        }
    }

    private void batches(Path file) throws IOException {
        try (SegmentScan scan = SegmentScan.open(disk, file)) {
            new BatchDump(scan, range, sink).run();
        }
    }

    /** What is unfinished or deleted may hold batches all the same. */
    private void leftOver(Path file, String name) throws IOException {
        if (name.length() > OFFSET_DIGITS && name.startsWith(".log", OFFSET_DIGITS)) {
            batches(file);
        }
    }

    private interface Reader {
        DumpEvent read(IndexEntries entries, int index);
    }

    private void entries(Path file, Layout layout, Reader reader) throws IOException {
        long base = Long.parseLong(file.getFileName().toString().substring(0, OFFSET_DIGITS));
        IndexEntries entries = IndexEntries.read(disk, file, layout, base);
        for (int i = 0; i < entries.count(); i++) {
            sink.accept(reader.read(entries, i));
        }
        long end = (long) entries.count() * layout.entryBytes();
        if (entries.unusedBytes() > 0) {
            sink.accept(new DumpEvent.Unused(end, entries.unusedBytes()));
        }
        if (entries.oddBytes() > 0) {
            sink.accept(new DumpEvent.Unreadable(
                    end + entries.unusedBytes(), entries.oddBytes() + " bytes that are not a whole entry"));
        }
    }

    private static DumpEvent offsetEntry(IndexEntries entries, int index) {
        return new DumpEvent.OffsetEntry(
                entries.offsetAt(index).offset(), entries.offsetAt(index).position());
    }

    private static DumpEvent timeEntry(IndexEntries entries, int index) {
        return new DumpEvent.TimeEntry(
                entries.timeAt(index).timestampMs(), entries.timeAt(index).offset());
    }

    private static DumpEvent abortedEntry(IndexEntries entries, int index) {
        return new DumpEvent.AbortedEntry(entries.abortedAt(index));
    }

    private void snapshot(Path file) throws IOException {
        Optional<List<ProducerState>> states = ProducerSnapshot.read(ByteBuffer.wrap(WholeFile.read(disk, file)));
        states.ifPresentOrElse(
                found -> found.forEach(state -> sink.accept(new DumpEvent.Producer(state))),
                () -> sink.accept(new DumpEvent.Unreadable(0, "its checksum, size or version is wrong")));
    }

    private void text(Path file, FileKind kind) throws IOException {
        String text = WholeFile.readText(disk, file);
        try {
            if (kind == FileKind.LEADER_EPOCHS) {
                LeaderEpochs.entriesOf(text)
                        .forEach(entry -> sink.accept(new DumpEvent.Epoch(entry.epoch(), entry.startOffset())));
            } else if (kind == FileKind.OFFSET_CHECKPOINT) {
                new TreeMap<>(OffsetCheckpoint.parse(text))
                        .forEach((partition, offset) -> sink.accept(new DumpEvent.Checkpoint(partition, offset)));
            } else {
                text.lines().filter(line -> !line.startsWith("#")).forEach(this::property);
            }
        } catch (IllegalArgumentException e) {
            sink.accept(new DumpEvent.Unreadable(0, String.valueOf(e.getMessage())));
        }
    }

    private void property(String line) {
        String[] parts = line.split("=|: ", 2);
        sink.accept(
                parts.length == 2
                        ? new DumpEvent.Property(parts[0], parts[1])
                        : new DumpEvent.Property("content", line));
    }
}

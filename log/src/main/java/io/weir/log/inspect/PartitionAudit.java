package io.weir.log.inspect;

import io.weir.log.disk.Disk;
import io.weir.log.inspect.VerifyEvent.SegmentRead;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.segment.IndexEntries;
import io.weir.log.segment.IndexEntries.Layout;
import io.weir.log.segment.SegmentName;
import io.weir.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads everything in a partition folder and tells what is wrong. */
final class PartitionAudit {

    private final Disk disk;
    private final Path folder;
    private final Findings findings;
    private final List<String> names;
    private final TransactionAudit transactions;
    private final EpochAudit epochs;
    private long endOffset;

    PartitionAudit(Disk disk, Path folder, LogOrigin origin, Findings findings) throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.findings = findings;
        this.names = disk.list(folder);
        this.transactions = new TransactionAudit(origin.logStartOffset(), findings);
        this.epochs = EpochAudit.of(disk, folder, findings);
    }

    /** @param read is told of every segment */
    void run(Consumer<SegmentRead> read) throws IOException {
        List<Long> bases = new ArrayList<>();
        for (String name : names) {
            SegmentName.offset(name, SegmentName.LOG).ifPresent(bases::add);
        }
        for (int i = 0; i < bases.size(); i++) {
            SegmentPaths paths = new SegmentPaths(folder, bases.get(i));
            if (i > 0 && bases.get(i) < endOffset) {
                findings.add(Finding.problemAt(
                        paths.log(), 0, bases.get(i), "the segment before it goes up to offset " + endOffset));
            }
            SegmentRead segment = segment(paths, i + 1 < bases.size());
            endOffset = segment.nextOffset();
            read.accept(segment);
        }
        for (String name : names) {
            otherFile(name);
        }
    }

    private SegmentRead segment(SegmentPaths paths, boolean isClosed) throws IOException {
        List<BatchVisitor> visitors = new ArrayList<>();
        visitors.add(epochs);
        visitors.add(new RecordAudit(paths.log(), findings));
        entries(paths.offsetIndex(), Layout.OFFSETS, paths, isClosed)
                .map(entries -> new OffsetIndexAudit(paths.offsetIndex(), entries, findings))
                .filter(OffsetIndexAudit::rises)
                .ifPresent(visitors::add);
        entries(paths.timeIndex(), Layout.TIMES, paths, isClosed)
                .map(entries -> new TimeIndexAudit(paths.timeIndex(), entries, isClosed, findings))
                .filter(TimeIndexAudit::rises)
                .ifPresent(visitors::add);
        visitors.add(transactions.segment(paths, entries(paths.transactionIndex(), Layout.ABORTED, paths, false)));
        try (SegmentScan scan = SegmentScan.open(disk, paths.log())) {
            SegmentAudit audit = new SegmentAudit(scan, paths.baseOffset(), visitors, findings);
            SegmentRead segment = audit.run();
            if (audit.isDamaged()) {
                transactions.forget();
            }
            return segment;
        }
    }

    private Optional<IndexEntries> entries(Path file, Layout layout, SegmentPaths paths, boolean isNeeded)
            throws IOException {
        if (disk.exists(file)) {
            return Optional.of(IndexEntries.read(disk, file, layout, paths.baseOffset()));
        }
        if (isNeeded) {
            findings.add(Finding.problem(file, "it is missing; it is rebuilt from the batches when it is needed"));
        }
        return Optional.empty();
    }

    private void otherFile(String name) throws IOException {
        Path file = folder.resolve(name);
        switch (FileKind.of(name)) {
            case PRODUCER_SNAPSHOT -> SnapshotAudit.check(disk, file, endOffset, findings);
            case LEFT_OVER -> findings.add(Finding.note(file, leftOver(name)));
            case OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX -> {
                String segment = name.substring(0, name.indexOf('.')) + SegmentName.LOG;
                if (!names.contains(segment)) {
                    findings.add(Finding.note(file, "it belongs to no segment; a start deletes it"));
                }
            }
            case LOG, LEADER_EPOCHS, PROPERTIES, OFFSET_CHECKPOINT, OTHER -> {
                // Read already, or nothing to hold it against.
            }
        }
    }

    private static String leftOver(String name) {
        OptionalLong swap = SegmentName.offset(name, SegmentName.LOG + SegmentName.SWAP);
        if (swap.isPresent()) {
            return "a compacted segment that has not taken its place yet; a start puts it there";
        }
        return name.endsWith(SegmentName.DELETED)
                ? "it was deleted and is still in its time of grace; a start removes it"
                : "something unfinished; a start removes it";
    }
}

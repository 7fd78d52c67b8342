package io.weir.log.inspect;

import io.weir.log.checkpoint.EpochEntry;
import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.log.segment.SegmentScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Holds the file of the leader epochs against the epochs in the batches. */
final class EpochAudit implements BatchVisitor {

    private final Path file;
    private final Findings findings;

    /** Empty where the file does not say: nothing is compared then. */
    private final Optional<LeaderEpochs> epochs;

    private int newest = -1;
    private int lastTold = -1;

    private EpochAudit(Path file, Optional<LeaderEpochs> epochs, Findings findings) {
        this.file = file;
        this.epochs = epochs;
        this.findings = findings;
    }

    static EpochAudit of(Disk disk, Path folder, Findings findings) throws IOException {
        Path file = folder.resolve(LeaderEpochs.FILE_NAME);
        if (!disk.exists(file)) {
            return new EpochAudit(file, Optional.empty(), findings);
        }
        try {
            String text = WholeFile.readText(disk, file);
            checkOrder(file, LeaderEpochs.entriesOf(text), findings);
            return new EpochAudit(file, Optional.of(LeaderEpochs.parse(text)), findings);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.problem(
                    file, "it cannot be read (" + e.getMessage() + "); the epochs are read from the log instead"));
            return new EpochAudit(file, Optional.empty(), findings);
        }
    }

    private static void checkOrder(Path file, List<EpochEntry> entries, Findings findings) {
        for (int i = 1; i < entries.size(); i++) {
            EpochEntry before = entries.get(i - 1);
            EpochEntry entry = entries.get(i);
            if (entry.epoch() <= before.epoch() || entry.startOffset() <= before.startOffset()) {
                findings.add(Finding.problem(
                        file,
                        "epoch " + entry.epoch() + " from offset " + entry.startOffset() + " does not follow epoch "
                                + before.epoch() + " from offset " + before.startOffset()));
            }
        }
    }

    @Override
    public void batch(SegmentScan at) {
        int epoch = at.header().partitionLeaderEpoch();
        if (epoch < newest) {
            findings.add(Finding.problemAt(
                    file.resolveSibling(at.path().getFileName()),
                    at.position(),
                    at.header().baseOffset(),
                    "leader epoch " + epoch + " comes after epoch " + newest));
        }
        newest = Math.max(newest, epoch);
        if (epochs.isPresent() && epoch >= 0 && epoch != lastTold) {
            compare(epochs.get(), epoch, at.header().baseOffset());
        }
    }

    private void compare(LeaderEpochs known, int epoch, long offset) {
        OptionalInt expected = known.epochFor(offset);
        if (known.latestEpoch().orElse(-1) < epoch) {
            lastTold = epoch;
            findings.add(Finding.note(
                    file,
                    "it does not have epoch " + epoch + " from offset " + offset
                            + " yet: a flush writes it down, or recovery"));
        } else if (expected.isPresent() && expected.getAsInt() != epoch) {
            lastTold = epoch;
            findings.add(Finding.problem(
                    file,
                    "it says that epoch " + expected.getAsInt() + " wrote offset " + offset + ", the batch there says "
                            + epoch));
        }
    }

    @Override
    public void end() {
        // All was said at the batches.
    }
}

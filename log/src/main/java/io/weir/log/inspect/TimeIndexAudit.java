package io.weir.log.inspect;

import io.weir.log.segment.IndexEntries;
import io.weir.log.segment.SegmentScan;
import io.weir.log.segment.TimestampOffset;
import java.nio.file.Path;

/**
 * Holds a time index against the batches: each entry has the largest timestamp up to its offset, and that offset lies in
 * the batch that has it.
 */
final class TimeIndexAudit implements BatchVisitor {

    private final Path file;
    private final IndexEntries entries;
    private final boolean isComplete;
    private final Findings findings;
    private int next;
    private long largestMs = -1;

    /** @param isComplete whether the segment is closed, so that the last entry has the largest timestamp of all */
    TimeIndexAudit(Path file, IndexEntries entries, boolean isComplete, Findings findings) {
        this.file = file;
        this.entries = entries;
        this.isComplete = isComplete;
        this.findings = findings;
    }

    /** Whether timestamps and offsets rise throughout. */
    boolean rises() {
        IndexShape.checkSize(file, entries, findings);
        for (int i = 1; i < entries.count(); i++) {
            TimestampOffset before = entries.timeAt(i - 1);
            TimestampOffset entry = entries.timeAt(i);
            if (entry.timestampMs() <= before.timestampMs() || entry.offset() < before.offset()) {
                findings.add(Finding.problemAt(
                        file,
                        entries.positionOf(i),
                        entry.offset(),
                        "the entry (" + entry.timestampMs() + " ms at offset " + entry.offset()
                                + ") does not lie behind the one before it (" + before.timestampMs()
                                + " ms at offset " + before.offset() + "); the index is rebuilt when it is needed"));
                return false;
            }
        }
        return true;
    }

    @Override
    public void batch(SegmentScan at) {
        largestMs = Math.max(largestMs, at.header().maxTimestamp());
        while (next < entries.count()
                && entries.timeAt(next).offset() <= at.header().lastOffset()) {
            TimestampOffset entry = entries.timeAt(next);
            if (entry.offset() < at.header().baseOffset()) {
                mismatch(entry, "no batch holds that offset");
            } else if (entry.timestampMs() != largestMs) {
                mismatch(entry, "the largest timestamp up to there is " + largestMs + " ms");
            }
            next++;
        }
    }

    @Override
    public void end() {
        if (next < entries.count()) {
            mismatch(entries.timeAt(next), "the last good batch ends before");
        }
        boolean knowsLargest =
                entries.count() > 0 && entries.timeAt(entries.count() - 1).timestampMs() == largestMs;
        if (isComplete && largestMs >= 0 && !knowsLargest) {
            findings.add(Finding.problem(
                    file,
                    "the segment is closed, and the last entry has not its largest timestamp, " + largestMs + " ms"));
        }
    }

    private void mismatch(TimestampOffset entry, String why) {
        // One wrong entry is enough to say that the index is: the others may be wrong for the same reason.
        int at = next;
        next = entries.count();
        findings.add(Finding.problemAt(
                file,
                entries.positionOf(at),
                entry.offset(),
                "the entry says " + entry.timestampMs() + " ms up to offset " + entry.offset() + ", but " + why));
    }
}

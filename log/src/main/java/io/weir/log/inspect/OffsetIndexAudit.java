package io.weir.log.inspect;

import io.weir.log.segment.IndexEntries;
import io.weir.log.segment.OffsetPosition;
import io.weir.log.segment.SegmentScan;
import java.nio.file.Path;

/** Holds an offset index against the batches: each entry has the last offset of a batch, and where that begins. */
final class OffsetIndexAudit implements BatchVisitor {

    private final Path file;
    private final IndexEntries entries;
    private final Findings findings;
    private int next;

    OffsetIndexAudit(Path file, IndexEntries entries, Findings findings) {
        this.file = file;
        this.entries = entries;
        this.findings = findings;
    }

    /** Whether offsets and positions rise throughout: if not, there is no sense in comparing them with batches. */
    boolean rises() {
        IndexShape.checkSize(file, entries, findings);
        for (int i = 1; i < entries.count(); i++) {
            OffsetPosition before = entries.offsetAt(i - 1);
            OffsetPosition entry = entries.offsetAt(i);
            if (entry.offset() <= before.offset() || entry.position() <= before.position()) {
                findings.add(Finding.problemAt(
                        file,
                        entries.positionOf(i),
                        entry.offset(),
                        "the entry (offset " + entry.offset() + " at position " + entry.position()
                                + ") does not lie behind the one before it (offset " + before.offset()
                                + " at position " + before.position() + "); the index is rebuilt when it is needed"));
                return false;
            }
        }
        return true;
    }

    @Override
    public void batch(SegmentScan at) {
        while (next < entries.count()) {
            OffsetPosition entry = entries.offsetAt(next);
            if (entry.position() > at.position()) {
                return;
            }
            boolean isHere = entry.position() == at.position();
            if (!isHere || entry.offset() != at.header().lastOffset()) {
                mismatch(
                        entry,
                        isHere
                                ? "where a batch with last offset "
                                        + at.header().lastOffset() + " begins"
                                : "where no batch begins");
            }
            next++;
        }
    }

    @Override
    public void end() {
        if (next < entries.count()) {
            mismatch(entries.offsetAt(next), "behind the last good batch");
        }
    }

    private void mismatch(OffsetPosition entry, String where) {
        // One wrong entry is enough to say that the index is: the others may be wrong for the same reason.
        int at = next;
        next = entries.count();
        findings.add(Finding.problemAt(
                file,
                entries.positionOf(at),
                entry.offset(),
                "the entry (offset " + entry.offset() + ") points to position " + entry.position() + ", " + where));
    }
}

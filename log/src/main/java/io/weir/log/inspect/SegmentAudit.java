package io.weir.log.inspect;

import io.weir.log.inspect.VerifyEvent.SegmentRead;
import io.weir.log.segment.SegmentScan;
import java.io.IOException;
import java.util.List;

/**
 * Reads every byte of a segment: headers, checksums, the order of offsets. Goes on behind what is damaged; the indexes
 * are held against the batches up to there.
 */
final class SegmentAudit {

    private final SegmentScan scan;
    private final long baseOffset;
    private final List<BatchVisitor> visitors;
    private final Findings findings;
    private long expected;
    private long batches;
    private long records;
    private boolean damaged;

    SegmentAudit(SegmentScan scan, long baseOffset, List<BatchVisitor> visitors, Findings findings) {
        this.scan = scan;
        this.baseOffset = baseOffset;
        this.visitors = List.copyOf(visitors);
        this.findings = findings;
        this.expected = baseOffset;
    }

    SegmentRead run() throws IOException {
        boolean more = true;
        while (more) {
            while (scan.advance()) {
                look();
            }
            more = scan.nextPosition() < scan.end() && skipNoBatch();
        }
        if (!damaged) {
            for (BatchVisitor visitor : visitors) {
                visitor.end();
            }
        }
        return new SegmentRead(scan.path(), baseOffset, expected, batches, records, scan.end());
    }

    boolean isDamaged() {
        return damaged;
    }

    private void look() throws IOException {
        if (!scan.isCrcValid()) {
            bad(scan.position(), "the batch does not match its checksum");
            return;
        }
        if (scan.header().baseOffset() < expected) {
            bad(
                    scan.position(),
                    "the batch begins with offset " + scan.header().baseOffset() + ", but offset " + expected
                            + " or a later one has to follow");
        }
        expected = scan.header().nextOffset();
        batches++;
        records += scan.header().recordCount();
        if (!damaged) {
            for (BatchVisitor visitor : visitors) {
                visitor.batch(scan);
            }
        }
    }

    /** Whether there is a good batch behind the bytes that are none. */
    private boolean skipNoBatch() throws IOException {
        int from = scan.nextPosition();
        int bytes = scan.end() - from;
        boolean more = scan.skipDamage(expected).isPresent();
        bad(
                from,
                more
                        ? "no batch begins here; the next good one begins at position " + scan.nextPosition()
                        : "no batch begins here, nor in all the " + bytes + " bytes up to the end of the file");
        return more;
    }

    /** Says as well how recovery would judge it; behind the first damage it does not look. */
    private void bad(int position, String what) throws IOException {
        if (damaged) {
            findings.add(Finding.problemAt(scan.path(), position, expected, what));
        } else if (scan.isTorn(position, expected)) {
            String extent = ": the tail of " + (scan.end() - position) + " bytes was torn by a crash";
            findings.add(Finding.problemAt(scan.path(), position, expected, what + extent));
        } else {
            String judgement = ": it was changed after it was written, which no crash does";
            findings.add(Finding.damageAt(scan.path(), position, expected, what + judgement));
        }
        damaged = true;
    }
}

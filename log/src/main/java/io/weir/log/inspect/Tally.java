package io.weir.log.inspect;

import io.weir.log.inspect.VerifyEvent.SegmentRead;

/** Counts what a verification comes upon. */
final class Tally {

    private long partitions;
    private long segments;
    private long batches;
    private long records;
    private long problems;
    private long notes;

    void partition() {
        partitions++;
    }

    void segment(SegmentRead read) {
        segments++;
        batches += read.batches();
        records += read.records();
    }

    void finding(Finding finding) {
        if (finding.isProblem()) {
            problems++;
        } else {
            notes++;
        }
    }

    long problems() {
        return problems;
    }

    Verdict verdict(boolean inUse) {
        return new Verdict(partitions, segments, batches, records, new Verdict.Count(problems, notes), inUse);
    }
}

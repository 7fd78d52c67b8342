package io.weir.log.compaction;

import io.weir.log.segment.Segment;
import java.io.IOException;
import java.util.List;

/** The copying half of a round: group by group, from the log's beginning, each put into the log when it is done. */
final class CleaningRound {

    private final CleaningJob job;
    private final LogFacts log;
    private final Survivors survivors;
    private final CleaningTarget target;
    private final CleanerIo io;
    private final TransactionTracker transactions = new TransactionTracker();

    CleaningRound(CleaningJob job, Survivors survivors, CleaningTarget target, CleanerIo io) {
        this.job = job;
        this.log = job.log();
        this.survivors = survivors;
        this.target = target;
        this.io = io;
    }

    void run() throws IOException {
        for (SegmentGroups.Group group : SegmentGroups.of(log, survivors.mappedTo(), job.maxGroupBytes())) {
            // Segments without batches are left alone where they are by themselves.
            if (log.sizeBytes(group.from(), group.to()) > 0) {
                copy(group);
            }
        }
    }

    private void copy(SegmentGroups.Group group) throws IOException {
        List<Segment> sources = job.segments().subList(group.from(), group.to());
        Segment cleaned = target.newSegment(sources.getFirst().baseOffset());
        boolean isComplete = false;
        try {
            GroupCopy copy = copyInto(cleaned, group);
            // What a producer goes on from was left out because it has written since: that must not get lost now.
            io.await(target::isDurable);
            isComplete = sources.size() > 1 || copy.hasChanged();
        } finally {
            if (!isComplete) {
                cleaned.files().discard();
            }
        }
        if (isComplete) {
            target.replace(sources, cleaned);
        }
    }

    private GroupCopy copyInto(Segment cleaned, SegmentGroups.Group group) throws IOException {
        BatchCleaner batches = new BatchCleaner(survivors, transactions, new ProducerNeeds(target.producers()));
        GroupCopy copy = new GroupCopy(batches, io, job.config().segment().indexIntervalBytes(), cleaned);
        int last = lastWithBatches(group);
        for (int i = group.from(); i <= last; i++) {
            transactions.expect(target.abortedTransactions(log.baseOffset(i), log.baseOffset(i + 1)));
            copy.add(job.segments().get(i), i == last);
        }
        copy.finish(transactions.takeRemaining());
        return copy;
    }

    private int lastWithBatches(SegmentGroups.Group group) {
        int last = group.to() - 1;
        while (log.closed().get(last).sizeBytes() == 0) {
            last--;
        }
        return last;
    }
}

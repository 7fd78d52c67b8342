package io.weir.log;

import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleaningAbortedException;
import io.weir.log.compaction.CleaningJob;
import io.weir.log.compaction.CleaningRange;
import io.weir.log.compaction.CleaningTarget;
import io.weir.log.compaction.LogFacts;
import io.weir.log.compaction.SegmentFacts;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.producer.ProducerState;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.BatchSpan;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * One round of compaction of an open log. Reads without the log's lock, which is only taken to put a compacted segment
 * in the place of others.
 */
public final class LogCompaction {

    /** A change of the log that may meet a failing disk. */
    interface Change {
        void apply() throws IOException;
    }

    /** Makes a change under the log's lock; a failing disk takes the log offline. */
    interface Exclusive {
        void run(Change change);
    }

    private final OpenLog log;
    private final CompactionGate gate;
    private final LogState state;
    private final Exclusive exclusive;
    private final LongSupplier stableOffset;
    private final List<ProducerState> producers = new ArrayList<>();
    private final Set<Segment> sources = new HashSet<>();
    private int truncations;
    private long endAtStart;

    LogCompaction(OpenLog log, CompactionGate gate, Exclusive exclusive, LongSupplier stableOffset) {
        this.log = log;
        this.gate = gate;
        this.state = log.state();
        this.exclusive = exclusive;
        this.stableOffset = stableOffset;
    }

    /**
     * What could be done now.
     *
     * @param checkpoint up to where the log was compacted before
     * @throws CleaningAbortedException when the log changed meanwhile
     */
    public CleaningJob job(long checkpoint, long nowMs) throws IOException {
        LogConfig config = state.config();
        long stable = stableOffset.getAsLong();
        List<Segment> segments = new ArrayList<>();
        exclusive.run(() -> {
            truncations = log.flush().truncations();
            segments.addAll(state.segments().segments());
        });
        Segment active = segments.removeLast();
        sources.addAll(segments);
        List<SegmentFacts> closed = new ArrayList<>();
        try {
            for (Segment segment : segments) {
                closed.add(facts(segment, config.compaction()));
            }
        } catch (IOException | RuntimeException e) {
            checkUnchanged(e);
            throw e;
        }
        LogFacts facts = new LogFacts(
                closed, active.baseOffset(), state.startOffset(), state.end().offset(), stable);
        CleaningRange range = CleaningRange.of(facts, config.compaction(), checkpoint, nowMs);
        return new CleaningJob(facts, segments, range, config, nowMs);
    }

    /**
     * Does the job that was asked for last; to be called once.
     *
     * @param cleanedTo is told under the log's lock up to where the log is compacted now
     * @throws CleaningAbortedException when segments were taken out of the log or cut meanwhile, or it or the broker
     *     stops
     */
    public void run(CleaningJob job, Cleaner cleaner, LongConsumer cleanedTo) throws IOException {
        gate.enter();
        try {
            gate.checkOpen();
            runUndisturbed(job, cleaner, cleanedTo);
        } catch (IOException | RuntimeException e) {
            checkUnchanged(e);
            throw e;
        } finally {
            gate.leave();
        }
    }

    private void runUndisturbed(CleaningJob job, Cleaner cleaner, LongConsumer cleanedTo) throws IOException {
        exclusive.run(() -> {
            producers.addAll(state.producers().states());
            endAtStart = state.end().offset();
        });
        if (log.flush().progress().durableOffset() < endAtStart) {
            state.environment().flusher().request(log.flush());
        }
        long offset = cleaner.clean(job, new Target());
        exclusive.run(() -> {
            if (hasChanged()) {
                throw new CleaningAbortedException(goneMessage());
            }
            cleanedTo.accept(offset);
        });
    }

    private static SegmentFacts facts(Segment segment, CompactionConfig config) throws IOException {
        long newest = config.minLagMs() > 0 ? segment.newestMs() : 0;
        long oldest = config.maxLagMs() == Long.MAX_VALUE
                ? 0
                : segment.search()
                        .find(segment.baseOffset())
                        .map(BatchSpan::maxTimestampMs)
                        .orElse(0L);
        return new SegmentFacts(segment.baseOffset(), segment.sizeBytes(), newest, oldest);
    }

    /** Under the log's lock. */
    private boolean hasChanged() {
        return log.flush().truncations() != truncations
                || !new HashSet<>(state.segments().segments()).containsAll(sources);
    }

    /** Reading a segment that is cut or deleted may fail in any way: that says nothing of the log. */
    private void checkUnchanged(Exception failure) {
        gate.checkOpen();
        exclusive.run(() -> {
            if (hasChanged()) {
                throw new CleaningAbortedException(goneMessage(), failure);
            }
        });
    }

    private String goneMessage() {
        return "segments of " + state.folder() + " are gone or cut meanwhile";
    }

    private void forceNames() throws IOException {
        state.environment().disk().forceDirectory(state.folder());
    }

    private final class Target implements CleaningTarget {

        @Override
        public List<AbortedTransaction> abortedTransactions(long fromOffset, long upperBoundOffset) throws IOException {
            return log.reader().aborted(fromOffset, upperBoundOffset);
        }

        @Override
        public List<ProducerState> producers() {
            return List.copyOf(producers);
        }

        @Override
        public void checkWanted() {
            gate.checkOpen();
        }

        @Override
        public boolean isDurable() {
            return log.flush().progress().durableOffset() >= endAtStart;
        }

        @Override
        public Segment newSegment(long baseOffset) throws IOException {
            return Segment.createCleaned(
                    state.environment().disk(),
                    state.folder(),
                    baseOffset,
                    state.environment().nowMs());
        }

        @Override
        public void replace(List<Segment> old, Segment cleaned) throws IOException {
            cleaned.files().renameIndexes(SegmentName.SWAP);
            forceNames();
            exclusive.run(() -> {
                SegmentList segments = state.segments();
                if (hasChanged()) {
                    cleaned.files().discard();
                    throw new CleaningAbortedException(goneMessage());
                }
                if (!log.flush().settle(old.getLast().baseOffset())) {
                    cleaned.files().discard();
                    throw new CleaningAbortedException("The disk of " + state.folder() + " is full");
                }
                swap(segments, old, cleaned);
            });
        }

        /** A crash before the first force leaves the log as it was; after it, the next start does the rest. */
        private void swap(SegmentList segments, List<Segment> old, Segment cleaned) throws IOException {
            long end =
                    segments.get(segments.segments().indexOf(old.getLast()) + 1).baseOffset();
            // They may speak of transactions that the compacted log knows nothing of any more.
            state.snapshots().keepOnly(end, Long.MAX_VALUE);
            cleaned.files().renameBatches(SegmentName.SWAP);
            forceNames();
            // First the list: a read that misses a file looks whether it has changed.
            state.segments(segments.replacing(old, cleaned));
            old.forEach(sources::remove);
            state.namesChanged();
            for (Segment segment : old) {
                log.retention().markDeleted(segment, state.environment().nowMs());
            }
            cleaned.files().renameIndexes("");
            forceNames();
            cleaned.files().renameBatches("");
        }
    }
}

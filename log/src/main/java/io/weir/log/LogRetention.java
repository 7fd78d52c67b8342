package io.weir.log;

import io.weir.log.config.RetentionConfig;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes segments out of a log: those that are older, or more, than the settings allow, and those before the log's start.
 * Their files are renamed at once and deleted after a delay, so that sends under way can end.
 */
final class LogRetention {

    /** Readies a log for changes of its segments up to one. */
    interface Settling {
        /** False when the disk has no room for it: a later attempt may do. */
        boolean upTo(long lastSegment) throws IOException;
    }

    private record Marked(Segment segment, long dueMs) {}

    private static final Logger LOG = LoggerFactory.getLogger(LogRetention.class);

    private final LogState state;
    private final Settling settling;
    private final Queue<Marked> marked = new ConcurrentLinkedQueue<>();

    LogRetention(LogState state, Settling settling) {
        this.state = state;
        this.settling = settling;
    }

    /**
     * Under the log's lock. Removes what is due and returns how many segments went.
     *
     * @param retainFrom segments that reach this offset or go beyond it stay
     */
    int apply(long retainFrom, long nowMs) throws IOException {
        int due = due(retainFrom, nowMs);
        if (due == 0 || !settling.upTo(state.segments().get(due - 1).baseOffset())) {
            return 0;
        }
        if (due == state.segments().size()) {
            state.roll();
        }
        List<Segment> gone = List.copyOf(state.segments().segments().subList(0, due));
        long newStart = Math.max(state.startOffset(), state.segments().get(due).baseOffset());
        state.startOffset(newStart);
        state.epochs(state.epochs().truncateFromStart(newStart));
        remove(gone, nowMs);
        state.snapshots().keepOnly(state.segments().first().baseOffset(), Long.MAX_VALUE);
        return due;
    }

    /** Under the log's lock. Takes segments out of the list and marks their files, newest first where order matters. */
    void remove(List<Segment> gone, long nowMs) throws IOException {
        state.segments(state.segments().without(gone));
        state.namesChanged();
        for (Segment segment : gone) {
            LOG.info("Deleting segment {}", segment.path());
            markDeleted(segment, nowMs);
        }
    }

    /** Under the log's lock. Renames the files of a segment that leaves the list, and has them deleted later. */
    void markDeleted(Segment segment, long nowMs) throws IOException {
        segment.files().markDeleted();
        marked.add(new Marked(segment, nowMs + state.config().retention().fileDeleteDelayMs()));
    }

    /** Under the log's lock. Deletes the files whose delay is over. */
    void deleteMarked(long nowMs) throws IOException {
        for (Iterator<Marked> all = marked.iterator(); all.hasNext(); ) {
            Marked next = all.next();
            if (next.dueMs <= nowMs) {
                all.remove();
                next.segment.files().discard();
            }
        }
    }

    /** Whether files wait for their deletion. */
    boolean hasMarked() {
        return !marked.isEmpty();
    }

    private int due(long retainFrom, long nowMs) throws IOException {
        SegmentList segments = state.segments();
        List<Segment> candidates = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            boolean isLast = i == segments.size() - 1;
            long upperBound =
                    isLast ? state.end().offset() : segments.get(i + 1).baseOffset();
            if (upperBound > retainFrom || (isLast && segments.get(i).sizeBytes() == 0)) {
                break;
            }
            candidates.add(segments.get(i));
        }
        int due = beforeStart(segments, candidates);
        RetentionConfig config = state.config().retention();
        if (config.delete()) {
            due = Math.max(due, tooMany(segments, candidates, config.maxBytes()));
            due = Math.max(due, tooOld(candidates, config.maxMs(), nowMs));
        }
        return due;
    }

    private int beforeStart(SegmentList segments, List<Segment> candidates) {
        int due = 0;
        while (due < candidates.size()
                && due + 1 < segments.size()
                && segments.get(due + 1).baseOffset() <= state.startOffset()) {
            due++;
        }
        return due;
    }

    private static int tooMany(SegmentList segments, List<Segment> candidates, long maxBytes) {
        if (maxBytes < 0) {
            return 0;
        }
        long excess = segments.sizeBytes() - maxBytes;
        int due = 0;
        while (due < candidates.size() && excess >= candidates.get(due).sizeBytes()) {
            excess -= candidates.get(due).sizeBytes();
            due++;
        }
        return due;
    }

    private static int tooOld(List<Segment> candidates, long maxMs, long nowMs) throws IOException {
        if (maxMs < 0) {
            return 0;
        }
        int due = 0;
        while (due < candidates.size() && nowMs - candidates.get(due).newestMs() > maxMs) {
            due++;
        }
        return due;
    }
}

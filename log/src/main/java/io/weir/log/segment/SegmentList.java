package io.weir.log.segment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The segments of a log in order of their base offsets. Immutable; never empty: the last one is active.
 *
 * @param segments in rising order
 */
public record SegmentList(List<Segment> segments) {

    public SegmentList {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("A log has at least one segment");
        }
    }

    public Segment first() {
        return segments.getFirst();
    }

    public Segment active() {
        return segments.getLast();
    }

    public int size() {
        return segments.size();
    }

    public Segment get(int index) {
        return segments.get(index);
    }

    /** Index of the last segment whose base offset is at most {@code offset}; 0 when all begin later. */
    public int indexFor(long offset) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    public SegmentList with(Segment newest) {
        List<Segment> grown = new ArrayList<>(segments);
        grown.add(newest);
        return new SegmentList(grown);
    }

    public SegmentList without(Collection<Segment> gone) {
        List<Segment> left = new ArrayList<>(segments);
        left.removeAll(gone);
        return new SegmentList(left);
    }

    /** With one segment in the place of neighbours. */
    public SegmentList replacing(List<Segment> old, Segment replacement) {
        List<Segment> changed = new ArrayList<>(segments);
        changed.set(changed.indexOf(old.getFirst()), replacement);
        changed.removeAll(old);
        return new SegmentList(changed);
    }

    public long sizeBytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.sizeBytes();
        }
        return bytes;
    }
}

package io.weir.log.compaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Which neighbouring segments become one: as many as fit into a segment by their sizes before, so that segments do not
 * get ever smaller and more.
 */
final class SegmentGroups {

    /** Segments from one index to another, exclusive. */
    record Group(int from, int to) {}

    private SegmentGroups() {}

    /**
     * Groups the segments that begin before {@code endOffset}; the last of them may reach beyond it.
     *
     * @param maxGroupBytes a single segment may be larger
     */
    static List<Group> of(LogFacts log, long endOffset, long maxGroupBytes) {
        List<Group> groups = new ArrayList<>();
        int next = 0;
        while (next < log.closed().size() && log.baseOffset(next) < endOffset) {
            int from = next++;
            while (next < log.closed().size()
                    && log.baseOffset(next) < endOffset
                    && log.sizeBytes(from, next + 1) <= maxGroupBytes
                    // Offsets in a segment's indexes are relative to its base, and have 4 bytes.
                    && log.baseOffset(next + 1) - 1 - log.baseOffset(from) <= Integer.MAX_VALUE) {
                next++;
            }
            groups.add(new Group(from, next));
        }
        return groups;
    }
}

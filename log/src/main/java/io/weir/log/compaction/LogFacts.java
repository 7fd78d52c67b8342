package io.weir.log.compaction;

import java.util.List;

/**
 * What has to be known of a log to decide how far it can be compacted.
 *
 * @param closed all segments but the active one, in order
 * @param activeBaseOffset where the active segment begins: it is never compacted
 * @param stableOffset nothing from here on is compacted: the last stable offset, or less where less is durable
 */
public record LogFacts(
        List<SegmentFacts> closed, long activeBaseOffset, long startOffset, long endOffset, long stableOffset) {

    public LogFacts {
        closed = List.copyOf(closed);
    }

    /** Index of the closed segment that holds an offset; the number of closed ones when it lies behind them. */
    int indexOf(long offset) {
        if (offset >= activeBaseOffset) {
            return closed.size();
        }
        int index = 0;
        while (index + 1 < closed.size() && closed.get(index + 1).baseOffset() <= offset) {
            index++;
        }
        return index;
    }

    /** Where the segment with this index begins; the active one follows the closed ones. */
    long baseOffset(int index) {
        return index < closed.size() ? closed.get(index).baseOffset() : activeBaseOffset;
    }

    long sizeBytes(int fromIndex, int toIndex) {
        long bytes = 0;
        for (int i = fromIndex; i < toIndex; i++) {
            bytes += closed.get(i).sizeBytes();
        }
        return bytes;
    }
}

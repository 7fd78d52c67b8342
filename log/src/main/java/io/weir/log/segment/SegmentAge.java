package io.weir.log.segment;

import java.io.IOException;

/** How old a segment is, in the ways that segment.ms and retention.ms mean it. */
final class SegmentAge {

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final SegmentFiles files;
    private final SegmentSearch search;
    private final long baseOffset;
    private final long createdMs;
    private volatile long firstTimestampMs = UNKNOWN;

    SegmentAge(SegmentFiles files, SegmentSearch search, long baseOffset, long createdMs) {
        this.files = files;
        this.search = search;
        this.baseOffset = baseOffset;
        this.createdMs = createdMs;
    }

    /** What segment.ms is about: from the first timestamp to the newest, or since creation where there are none. */
    long spanMs(long maxTimestampMs, long nowMs) throws IOException {
        long first = firstTimestampMs;
        if (first == UNKNOWN) {
            first = search.find(baseOffset).map(BatchSpan::maxTimestampMs).orElse(-1L);
            firstTimestampMs = first;
        }
        return first >= 0 ? maxTimestampMs - first : nowMs - createdMs;
    }

    /** What retention.ms counts from: the largest timestamp, or the file's last change when no record has one. */
    long newestMs() throws IOException {
        long max = search.maxTimestampMs();
        return max >= 0 ? max : files.lastModifiedMs(createdMs);
    }
}

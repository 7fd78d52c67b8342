package io.weir.log.segment;

import io.weir.log.config.SegmentConfig;
import java.io.IOException;
import java.util.SplittableRandom;

/** How old a segment is, in the ways that segment.ms and retention.ms mean it. */
final class SegmentAge {

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final SegmentFiles files;
    private final SegmentSearch search;
    private final long baseOffset;
    private final long createdMs;

    /** What part of segment.jitter.ms this segment takes, in [0, 1): drawn from its name, so that a restart changes nothing. */
    private final double shareOfJitter;

    private volatile long firstTimestampMs = UNKNOWN;

    SegmentAge(SegmentFiles files, SegmentSearch search, long baseOffset, long createdMs) {
        this.files = files;
        this.search = search;
        this.baseOffset = baseOffset;
        this.createdMs = createdMs;
        this.shareOfJitter =
                new SplittableRandom(files.batches().path().toString().hashCode()).nextDouble();
    }

    /** Whether the next batch, with {@code maxTimestampMs}, is too late for this segment by segment.ms and its jitter. */
    boolean isOver(long maxTimestampMs, long nowMs, SegmentConfig config) throws IOException {
        long jitterMs = (long) (shareOfJitter * Math.min(config.jitterMs(), config.maxMs()));
        return spanMs(maxTimestampMs, nowMs) > config.maxMs() - jitterMs;
    }

    /** From the first timestamp to the newest, or since creation where there are none. */
    private long spanMs(long maxTimestampMs, long nowMs) throws IOException {
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

package io.weir.log.config;

/**
 * When a new segment begins, and how densely it is indexed.
 *
 * @param maxBytes segment.bytes: a segment never grows beyond this
 * @param maxMs segment.ms: a segment older than this is followed by a new one at the next append
 * @param jitterMs segment.jitter.ms: each segment takes its own part of this off {@code maxMs}, so that they do not roll together
 * @param indexIntervalBytes index.interval.bytes: at most one index entry for so many bytes of batches
 * @param indexMaxBytes segment.index.bytes: a segment with a full index is followed by a new one
 */
public record SegmentConfig(int maxBytes, long maxMs, long jitterMs, int indexIntervalBytes, int indexMaxBytes) {

    public static final SegmentConfig DEFAULTS =
            new SegmentConfig(1 << 30, 7 * 24 * 3_600_000L, 0, 4096, 10 * 1024 * 1024);

    public SegmentConfig withMaxBytes(int bytes) {
        return new SegmentConfig(bytes, maxMs, jitterMs, indexIntervalBytes, indexMaxBytes);
    }

    public SegmentConfig withMaxMs(long ms) {
        return new SegmentConfig(maxBytes, ms, jitterMs, indexIntervalBytes, indexMaxBytes);
    }

    public SegmentConfig withJitterMs(long ms) {
        return new SegmentConfig(maxBytes, maxMs, ms, indexIntervalBytes, indexMaxBytes);
    }

    public SegmentConfig withIndexIntervalBytes(int bytes) {
        return new SegmentConfig(maxBytes, maxMs, jitterMs, bytes, indexMaxBytes);
    }

    public SegmentConfig withIndexMaxBytes(int bytes) {
        return new SegmentConfig(maxBytes, maxMs, jitterMs, indexIntervalBytes, bytes);
    }
}

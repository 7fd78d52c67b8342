package io.weir.log.config;

import java.util.function.UnaryOperator;

/** All settings of one log. */
public record LogConfig(
        SegmentConfig segment,
        RetentionConfig retention,
        CompactionConfig compaction,
        FlushConfig flush,
        MessageConfig message) {

    /** Kafka's defaults, and durable before it is acknowledged. */
    public static final LogConfig DEFAULTS = new LogConfig(
            SegmentConfig.DEFAULTS,
            RetentionConfig.DEFAULTS,
            CompactionConfig.DEFAULTS,
            FlushConfig.DEFAULTS,
            MessageConfig.DEFAULTS);

    /** When a segment is followed by another: within max.compaction.lag.ms too, for only closed ones are compacted. */
    public SegmentConfig rolling() {
        boolean isBounded = compaction.compact() && compaction.maxLagMs() > 0;
        return isBounded ? segment.withMaxMs(Math.min(segment.maxMs(), compaction.maxLagMs())) : segment;
    }

    public LogConfig withSegment(UnaryOperator<SegmentConfig> change) {
        return new LogConfig(change.apply(segment), retention, compaction, flush, message);
    }

    public LogConfig withRetention(UnaryOperator<RetentionConfig> change) {
        return new LogConfig(segment, change.apply(retention), compaction, flush, message);
    }

    public LogConfig withCompaction(UnaryOperator<CompactionConfig> change) {
        return new LogConfig(segment, retention, change.apply(compaction), flush, message);
    }

    public LogConfig withFlush(UnaryOperator<FlushConfig> change) {
        return new LogConfig(segment, retention, compaction, change.apply(flush), message);
    }

    public LogConfig withMessage(UnaryOperator<MessageConfig> change) {
        return new LogConfig(segment, retention, compaction, flush, change.apply(message));
    }
}

package io.weir.log.config;

/**
 * Whether and when only the last record of each key is kept.
 *
 * @param compact whether cleanup.policy names "compact"; every record then needs a key
 * @param minCleanableDirtyRatio min.cleanable.dirty.ratio, 0 to 1
 * @param minLagMs min.compaction.lag.ms: younger records are left alone
 * @param maxLagMs max.compaction.lag.ms: older records are compacted whatever the ratio
 * @param deleteRetentionMs delete.retention.ms: how long a tombstone is kept
 */
public record CompactionConfig(
        boolean compact, double minCleanableDirtyRatio, long minLagMs, long maxLagMs, long deleteRetentionMs) {

    public static final CompactionConfig DEFAULTS = new CompactionConfig(false, 0.5, 0, Long.MAX_VALUE, 86_400_000L);

    public CompactionConfig withCompact(boolean value) {
        return new CompactionConfig(value, minCleanableDirtyRatio, minLagMs, maxLagMs, deleteRetentionMs);
    }
}

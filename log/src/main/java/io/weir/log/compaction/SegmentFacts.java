package io.weir.log.compaction;

/**
 * What has to be known of a closed segment to decide about it.
 *
 * @param newestMs its largest timestamp; only asked for where there is a min.compaction.lag.ms
 * @param oldestMs timestamp of its first batch, 0 or less for none; only asked for where there is a
 *     max.compaction.lag.ms
 */
public record SegmentFacts(long baseOffset, int sizeBytes, long newestMs, long oldestMs) {}

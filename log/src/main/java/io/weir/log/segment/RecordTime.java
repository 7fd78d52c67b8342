package io.weir.log.segment;

/**
 * A record found by its time.
 *
 * @param timestampMs its timestamp
 * @param leaderEpoch of the leader that appended it; -1 when unknown
 */
public record RecordTime(long timestampMs, long offset, int leaderEpoch) {}

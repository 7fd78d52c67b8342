package io.weir.broker.fetch;

/**
 * From where a consumer wants to read one partition, and how much.
 *
 * @param offset the first offset wanted
 * @param maxBytes the most bytes of this partition in one answer; the first batch comes whole all the same
 * @param currentLeaderEpoch the leader epoch the consumer knows, or -1
 * @param lastFetchedEpoch the epoch of the last record the consumer has, or -1
 */
public record FetchPosition(long offset, int maxBytes, int currentLeaderEpoch, int lastFetchedEpoch) {}

package io.weir.replication.follower;

/**
 * How a follower asks.
 *
 * @param maxBytes          of all records of an answer
 * @param partitionMaxBytes of one partition's records
 * @param waitMs            the leader answers after so long where it has something to say that could wait, such as high watermarks
 * @param againMs           the same, while a partition is to be asked for again
 */
public record FetchSettings(int maxBytes, int partitionMaxBytes, int waitMs, int againMs) {}

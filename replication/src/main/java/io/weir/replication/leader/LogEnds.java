package io.weir.replication.leader;

/**
 * How far the leader's own log goes.
 *
 * @param end           offset of the next record
 * @param durable       everything below is on disk
 * @param highWatermark everything below was known to be kept when this leadership began
 */
public record LogEnds(long end, long durable, long highWatermark) {}

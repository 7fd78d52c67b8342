package io.weir.log.disk;

/**
 * What was read because it was not in memory, since the start.
 *
 * @param reads  how often somebody waited for it
 * @param bytes  how much
 * @param nanos  for how long, the queue and the limit of the rate included
 */
public record ColdReadCounts(long reads, long bytes, long nanos) {}

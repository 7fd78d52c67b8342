package io.weir.cli.group;

/**
 * How far a group is behind.
 *
 * @param lag records it has yet to read, over the partitions where that is known
 * @param partitions partitions it has committed for
 * @param worst the partition with the most to read, as {@code topic-0}; empty when nothing is to be read
 * @param worstLag records to read there
 */
public record GroupLag(String group, String state, long lag, int partitions, String worst, long worstLag) {}

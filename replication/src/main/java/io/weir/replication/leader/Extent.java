package io.weir.replication.leader;

/**
 * What a follower has of a partition.
 *
 * @param start offset of its first record
 * @param end   offset of its next record
 */
public record Extent(long start, long end) {

    boolean covers(long offset) {
        return start <= offset && offset <= end;
    }
}

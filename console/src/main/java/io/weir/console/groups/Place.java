package io.weir.console.groups;

import java.util.OptionalLong;

/**
 * How far a group is in a partition.
 *
 * @param offset   the next record it reads
 * @param metadata what the client has noted there
 * @param left     what it has yet to read, where the broker keeps count (share groups)
 */
record Place(long offset, String metadata, OptionalLong left) {

    /** What it has yet to read when the partition ends there; empty when nobody knows. */
    OptionalLong lag(OptionalLong end) {
        if (left.isPresent() || end.isEmpty()) {
            return left;
        }
        return OptionalLong.of(Math.max(0, end.getAsLong() - offset));
    }
}

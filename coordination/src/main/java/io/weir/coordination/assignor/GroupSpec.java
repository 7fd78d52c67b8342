package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * A group to assign partitions to.
 *
 * @param members at least one, by member id
 * @param partitionCounts for every topic that a member subscribes to, how many partitions it has
 */
public record GroupSpec(NavigableMap<String, MemberSpec> members, Map<Uuid, Integer> partitionCounts) {

    /** Whether all members subscribe to the same topics, which makes a fair assignment simple. */
    boolean isHomogeneous() {
        Set<Uuid> first = members.firstEntry().getValue().topics();
        return members.values().stream().allMatch(member -> member.topics().equals(first));
    }

    int partitionCount(Uuid topic) {
        Integer count = partitionCounts.get(topic);
        if (count == null) {
            throw new IllegalArgumentException("nobody said how many partitions topic " + topic + " has");
        }
        return count;
    }
}

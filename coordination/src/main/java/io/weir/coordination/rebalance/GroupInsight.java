package io.weir.coordination.rebalance;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/**
 * What a coordinator knows of a group and Kafka's answers have no place for.
 *
 * @param rebalances the last ones, oldest first
 * @param waitsFor whom or what the group waits for, one line; empty where it waits for nothing
 * @param topics names of all topics its members want to read, whether they exist or not; none where that is not known
 */
public record GroupInsight(List<Rebalance> rebalances, String waitsFor, SortedSet<String> topics) {

    /** Of a group that is not known here. */
    public static final GroupInsight NONE = new GroupInsight(List.of(), "", Collections.emptySortedSet());
}

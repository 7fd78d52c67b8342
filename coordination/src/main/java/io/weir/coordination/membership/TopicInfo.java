package io.weir.coordination.membership;

import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A topic as it is now.
 *
 * @param partitions how many partitions it has, numbered from 0
 * @param racks for a partition the racks of its replicas, in any order; replicas without a rack are left out
 */
public record TopicInfo(String name, Uuid id, int partitions, IntFunction<List<String>> racks) {}

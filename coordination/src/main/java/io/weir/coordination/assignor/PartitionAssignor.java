package io.weir.coordination.assignor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which member of a group is to read which partitions. */
public sealed interface PartitionAssignor permits UniformAssignor, RangeAssignor {

    /** All there are; the first is the default. */
    List<PartitionAssignor> ALL = List.of(new UniformAssignor(), new RangeAssignor());

    /** What clients and settings call it. */
    String name();

    /**
     * Assigns every partition of every topic that somebody subscribes to.
     *
     * @return one assignment for each member, by member id
     */
    Map<String, Assignment> assign(GroupSpec group);

    /** The assignor of this name, if there is one. */
    static Optional<PartitionAssignor> named(String name) {
        return ALL.stream().filter(assignor -> assignor.name().equals(name)).findFirst();
    }
}

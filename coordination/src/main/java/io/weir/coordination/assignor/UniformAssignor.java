package io.weir.coordination.assignor;

import java.util.Map;

/**
 * Gives all members the same number of partitions, give or take one, and moves as few as that allows. Where members
 * subscribe to different topics it comes as near to that as they let it.
 */
public final class UniformAssignor implements PartitionAssignor {

    UniformAssignor() {}

    @Override
    public String name() {
        return "uniform";
    }

    @Override
    public Map<String, Assignment> assign(GroupSpec group) {
        return group.isHomogeneous()
                ? new SameTopicsAssignment(group).compute()
                : new DifferentTopicsAssignment(group).compute();
    }
}

package io.weir.coordination.group;

import io.weir.coordination.runtime.CoordinatorRuntime;
import io.weir.coordination.runtime.KeyedShards;
import java.util.function.IntSupplier;

/** Finds the machine of a group. */
final class GroupShards extends KeyedShards<GroupMachine, GroupTimer> {

    /** Spreads groups over so many partitions, asked anew each time: the topic may come to be, or come anew. */
    GroupShards(CoordinatorRuntime<GroupMachine, GroupTimer> runtime, IntSupplier partitions) {
        super(runtime, partitions);
    }
}

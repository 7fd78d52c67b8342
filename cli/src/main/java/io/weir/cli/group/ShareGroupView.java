package io.weir.cli.group;

import io.weir.cli.group.GroupView.MemberView;
import java.util.List;

/**
 * Everything {@code weir group describe} shows of a share group, whose members share partitions.
 *
 * @param partitions those it has a state of, by topic and number
 */
record ShareGroupView(
        String name, String state, String coordinator, List<MemberView> members, List<PartitionView> partitions) {

    /**
     * One partition.
     *
     * @param start the first record that is not done with, or {@link GroupView#UNKNOWN} before delivery has begun
     * @param lag records that are not done with, or {@link GroupView#UNKNOWN}
     * @param readers ids of the members that have it
     */
    record PartitionView(String topic, int partition, long start, long lag, List<String> readers) {}

    /** The sum over partitions whose lag is known. */
    long lag() {
        return partitions.stream()
                .mapToLong(partition -> Math.max(0, partition.lag()))
                .sum();
    }
}

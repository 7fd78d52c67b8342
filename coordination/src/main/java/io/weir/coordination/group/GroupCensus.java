package io.weir.coordination.group;

import java.util.List;
import java.util.OptionalLong;

/**
 * One group as it is counted.
 *
 * @param type  what clients call its kind, such as {@code consumer}
 * @param state as clients name it, such as {@code Stable}
 * @param topics those it has committed offsets of, with what it has yet to read; none for a share group
 */
public record GroupCensus(String groupId, String type, String state, List<TopicLag> topics) {

    /**
     * What a group has yet to read of a topic.
     *
     * @param records over all partitions whose end is known
     * @param maxRecords of the partition with the most
     * @param partitions with a committed offset
     * @param unknownPartitions those among them whose end is not known here
     */
    public record TopicLag(String topic, long records, long maxRecords, int partitions, int unknownPartitions) {}

    /** Where partitions end. */
    @FunctionalInterface
    public interface Ends {

        /** The offset after the last record that consumers can read; empty where that is not known. */
        OptionalLong endOf(String topic, int partition);
    }
}

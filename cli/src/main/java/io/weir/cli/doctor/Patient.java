package io.weir.cli.doctor;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * A cluster as brokers told of it at one time.
 *
 * @param brokers those that are away included
 * @param partitions of all topics
 * @param settings of topics, by topic and name: those that the checks read
 * @param told what living brokers told of themselves
 * @param groups groups of consumers
 * @param hanging one line for each transaction that its coordinator has not ended in its time
 */
record Patient(
        List<Node> brokers,
        Map<TopicPartition, TopicPartitionInfo> partitions,
        Map<String, Map<String, String>> settings,
        Told told,
        List<Group> groups,
        List<String> hanging) {

    /**
     * What brokers know best themselves.
     *
     * @param folders  data folders with the room on their disks
     * @param features the highest level of each feature that a broker supports, by broker: those that differ are of different
     *                 versions
     */
    record Told(List<Folder> folders, Map<Integer, Map<String, Integer>> features) {}

    /** A data folder; sizes in bytes, negative when unknown. */
    record Folder(int broker, String path, long freeBytes, long totalBytes, String error) {}

    /**
     * A group.
     *
     * @param state  as its coordinator calls it, or that it is unknown, and why
     * @param lag    records it has yet to read
     * @param unread partitions with records that no member has, of topics which the group reads otherwise
     */
    record Group(String name, String state, long lag, List<TopicPartition> unread) {

        static final String EMPTY = "Empty";

        /** Whether nobody is in it. */
        boolean isEmpty() {
            return state.equals(EMPTY);
        }
    }

    String setting(String topic, String name) {
        return settings.getOrDefault(topic, Map.of()).getOrDefault(name, "");
    }

    List<Node> living() {
        return brokers.stream().filter(broker -> !broker.isFenced()).toList();
    }
}

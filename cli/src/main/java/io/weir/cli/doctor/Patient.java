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
 * @param folders data folders with the room on their disks
 * @param groups groups that have committed offsets or members
 * @param hanging one line for each transaction that its coordinator has not ended in its time
 */
record Patient(
        List<Node> brokers,
        Map<TopicPartition, TopicPartitionInfo> partitions,
        Map<String, Map<String, String>> settings,
        List<Folder> folders,
        List<Group> groups,
        List<String> hanging) {

    /** A data folder; sizes in bytes, negative when unknown. */
    record Folder(int broker, String path, long freeBytes, long totalBytes, String error) {}

    /**
     * A group.
     *
     * @param lag records it has yet to read
     */
    record Group(String name, String state, int members, long lag) {}

    String setting(String topic, String name) {
        return settings.getOrDefault(topic, Map.of()).getOrDefault(name, "");
    }

    List<Node> living() {
        return brokers.stream().filter(broker -> !broker.isFenced()).toList();
    }
}

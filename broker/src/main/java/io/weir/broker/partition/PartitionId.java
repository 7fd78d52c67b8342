package io.weir.broker.partition;

import io.weir.protocol.types.Uuid;

/**
 * Which partition.
 *
 * @param topicId the topic's id: a topic that is deleted and created again has another
 * @param topic the topic's name
 * @param partition its number, from 0
 * @param isInternal whether only the broker itself writes to it
 */
public record PartitionId(Uuid topicId, String topic, int partition, boolean isInternal) {

    /** The name of its folder, as with Kafka. */
    public String folderName() {
        return topic + "-" + partition;
    }

    @Override
    public String toString() {
        return folderName();
    }
}

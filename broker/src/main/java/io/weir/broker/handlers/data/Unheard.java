package io.weir.broker.handlers.data;

import io.weir.broker.partition.Partitions;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.types.Uuid;

/** Whether requests name partitions of which this broker has not heard. */
public final class Unheard {

    private final Partitions partitions;

    /** Of these it has heard. */
    public Unheard(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Topics stand there by name, or by id. */
    public boolean in(ProduceRequest request) {
        for (var topic : request.topicData()) {
            for (var partition : topic.partitionData()) {
                if (isUnheard(topic.name(), topic.topicId(), partition.index())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Topics stand there by name, or by id. */
    public boolean in(FetchRequest request) {
        for (var topic : request.topics()) {
            for (var partition : topic.partitions()) {
                if (isUnheard(topic.topic(), topic.topicId(), partition.partition())) {
                    return true;
                }
            }
        }
        return false;
    }

    public boolean in(ListOffsetsRequest request) {
        return request.topics().stream()
                .anyMatch(topic -> topic.partitions().stream()
                        .anyMatch(partition -> !partitions.exists(topic.name(), partition.partitionIndex())));
    }

    public boolean in(OffsetForLeaderEpochRequest request) {
        return request.topics().stream()
                .anyMatch(topic -> topic.partitions().stream()
                        .anyMatch(partition -> !partitions.exists(topic.topic(), partition.partition())));
    }

    private boolean isUnheard(String name, Uuid id, int partition) {
        String known = id.equals(Uuid.ZERO) ? name : partitions.topicName(id);
        return known == null || !partitions.exists(known, partition);
    }
}

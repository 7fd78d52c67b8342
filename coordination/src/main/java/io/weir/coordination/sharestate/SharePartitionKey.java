package io.weir.coordination.sharestate;

import io.weir.protocol.types.Uuid;
import java.util.Optional;

/** One partition as one share group reads it. */
public record SharePartitionKey(String groupId, Uuid topicId, int partition) {

    /** What the partition of __share_group_state is chosen by, the same as Kafka's: group, topic id and partition. */
    public String text() {
        return groupId + ":" + topicId + ":" + partition;
    }

    /** Reads the text form; empty when it is none. A group's id may hold colons. */
    public static Optional<SharePartitionKey> parse(String text) {
        int beforePartition = text.lastIndexOf(':');
        int beforeTopic = text.lastIndexOf(':', beforePartition - 1);
        if (beforeTopic <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SharePartitionKey(
                    text.substring(0, beforeTopic),
                    Uuid.parse(text.substring(beforeTopic + 1, beforePartition)),
                    Integer.parseInt(text.substring(beforePartition + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

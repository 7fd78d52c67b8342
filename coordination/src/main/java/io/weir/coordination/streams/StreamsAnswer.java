package io.weir.coordination.streams;

import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import java.util.List;
import java.util.Map;

/**
 * An answer to a heartbeat, and which internal topics the group waits for: whoever asks may have them made, if the
 * principal may.
 */
public record StreamsAnswer(StreamsGroupHeartbeatResponse response, List<InternalTopic> missing) {

    /** What the group has to know, in an answer's status, with Kafka's code. */
    public static final byte MISSING_INTERNAL_TOPICS = 3;

    /**
     * A topic of the application's own.
     *
     * @param replicationFactor -1 for the broker's default
     */
    public record InternalTopic(String name, int partitions, short replicationFactor, Map<String, String> configs) {}
}

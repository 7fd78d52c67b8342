package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.messages.ConsumerProtocolAssignment;
import io.weir.protocol.messages.ConsumerProtocolSubscription;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What consumers say to one another within the classic protocol: the broker has to understand it for those of them that
 * are in a consumer group. Throws MalformedMessageException at what is damaged.
 */
final class EmbeddedProtocol {

    /** The protocol type of groups whose members are Kafka consumers. */
    static final String TYPE = "consumer";

    /** Later versions only add fields at the end. */
    private static final short NEWEST_VERSION = 3;

    private EmbeddedProtocol() {}

    /**
     * What a member wants and has.
     *
     * @param owned partitions by topic name
     */
    record Subscription(
            short version, SortedSet<String> topics, Map<String, Set<Integer>> owned, Optional<String> rackId) {

        /** What the member has, without topics that are gone. */
        Assignment owned(TopicsView existing) {
            return byId(owned, existing);
        }
    }

    static Subscription subscription(ByteBuffer metadata) {
        MessageReader in = new MessageReader(metadata.duplicate());
        short version = in.int16();
        ConsumerProtocolSubscription read = ConsumerProtocolSubscription.read(in, readable(version));
        Map<String, Set<Integer>> owned = new HashMap<>();
        read.ownedPartitions()
                .forEach(topic -> owned.computeIfAbsent(topic.topic(), _ -> new TreeSet<>())
                        .addAll(topic.partitions()));
        return new Subscription(version, new TreeSet<>(read.topics()), owned, Optional.ofNullable(read.rackId()));
    }

    /**
     * What a leader gave a member.
     *
     * @param hasUserData whether there is more in it than partitions, which only the group's own assignor understands
     */
    record Given(Assignment partitions, boolean hasUserData) {}

    /** Nothing where there are no bytes, as for a member that never got any. */
    static Given assignment(ByteBuffer assignment, TopicsView existing) {
        if (!assignment.hasRemaining()) {
            return new Given(Assignment.EMPTY, false);
        }
        MessageReader in = new MessageReader(assignment.duplicate());
        ConsumerProtocolAssignment read = ConsumerProtocolAssignment.read(in, readable(in.int16()));
        Map<String, Set<Integer>> partitions = new HashMap<>();
        read.assignedPartitions()
                .forEach(topic -> partitions
                        .computeIfAbsent(topic.topic(), _ -> new TreeSet<>())
                        .addAll(topic.partitions()));
        ByteBuffer userData = read.userData();
        return new Given(byId(partitions, existing), userData != null && userData.hasRemaining());
    }

    /** These partitions as bytes for a member that said its subscription in this version; topics that are gone are left out. */
    static ByteBuffer bytes(Assignment assignment, TopicsView existing, short subscriptionVersion) {
        List<ConsumerProtocolAssignment.TopicPartition> topics = new ArrayList<>();
        assignment
                .partitions()
                .forEach((id, partitions) -> existing.withId(id)
                        .ifPresent(topic -> topics.add(ConsumerProtocolAssignment.TopicPartition.builder()
                                .topic(topic.name())
                                .partitions(List.copyOf(partitions))
                                .build())));
        short version = readable(subscriptionVersion);
        MessageWriter out = new MessageWriter();
        out.int16(version);
        ConsumerProtocolAssignment.builder().assignedPartitions(topics).build().write(out, version);
        return out.toByteBuffer();
    }

    private static Assignment byId(Map<String, Set<Integer>> byName, TopicsView existing) {
        Map<Uuid, Set<Integer>> byId = new HashMap<>();
        byName.forEach((name, partitions) -> existing.named(name).ifPresent(topic -> byId.put(topic.id(), partitions)));
        return Assignment.of(byId);
    }

    private static short readable(short version) {
        if (version < 0) {
            throw new MalformedMessageException("version " + version + " of the consumer protocol");
        }
        return version < NEWEST_VERSION ? version : NEWEST_VERSION;
    }
}

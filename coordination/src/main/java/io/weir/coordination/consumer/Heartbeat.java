package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.consumer.MemberProfile.Place;
import io.weir.coordination.consumer.MemberProfile.Topics;
import io.weir.coordination.consumer.MemberProfile.Wishes;
import io.weir.coordination.membership.Client;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One heartbeat and who sent it. Fields a member leaves out are as it last said. */
record Heartbeat(ConsumerGroupHeartbeatRequest request, Client client) {

    private static final int NOT_SAID = -1;

    String groupId() {
        return request.groupId();
    }

    /** The epoch the member is in, as far as it knows. */
    int epoch() {
        return request.memberEpoch();
    }

    boolean isJoining() {
        return epoch() == 0;
    }

    boolean isLeaving() {
        return epoch() < 0;
    }

    Optional<String> instanceId() {
        return Optional.ofNullable(request.instanceId());
    }

    /** What the member has; empty when it does not say. */
    Optional<Assignment> owned() {
        return Optional.ofNullable(request.topicPartitions()).map(topics -> {
            Map<Uuid, Set<Integer>> partitions = new HashMap<>();
            topics.forEach(topic -> partitions
                    .computeIfAbsent(topic.topicId(), _ -> new TreeSet<>())
                    .addAll(topic.partitions()));
            return Assignment.of(partitions);
        });
    }

    /** Everything is said, as by a member that joins or that does not know what the broker has heard. */
    boolean isFull() {
        boolean saysTopics = request.subscribedTopicNames() != null || request.subscribedTopicRegex() != null;
        return request.rebalanceTimeoutMs() != NOT_SAID && saysTopics && request.topicPartitions() != null;
    }

    /** What the member says now, together with what it said before. */
    MemberProfile profile(MemberProfile before) {
        List<String> names = request.subscribedTopicNames();
        return new MemberProfile(
                client.id(),
                client.host(),
                new Place(
                        instanceId().or(before.place()::instanceId),
                        Optional.ofNullable(request.rackId()).or(before.place()::rackId)),
                new Topics(
                        names == null ? before.topics().names() : new TreeSet<>(names),
                        Optional.ofNullable(request.subscribedTopicRegex())
                                .orElse(before.topics().regex())),
                new Wishes(
                        request.rebalanceTimeoutMs() == NOT_SAID
                                ? before.wishes().rebalanceTimeoutMs()
                                : request.rebalanceTimeoutMs(),
                        Optional.ofNullable(request.serverAssignor()).or(before.wishes()::assignor)),
                Optional.empty());
    }
}

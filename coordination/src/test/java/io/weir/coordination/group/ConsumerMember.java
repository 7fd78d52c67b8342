package io.weir.coordination.group;

import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest.TopicPartitions;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A member of the consumer protocol that does what it is told: it reads what it was last given, says so with the next
 * heartbeat, and begins again with nothing when it is fenced.
 */
final class ConsumerMember implements GroupReader {

    static final int REBALANCE_TIMEOUT_MS = 60_000;
    static final int NEWEST_HEARTBEAT = 1;

    private final GroupWorld world;
    private final String groupId;
    private final String id;
    private List<String> topics = List.of();
    private @Nullable String regex;
    private @Nullable String instanceId;
    private @Nullable String assignor;
    private int epoch;
    private Map<Uuid, Set<Integer>> reading = new TreeMap<>();

    ConsumerMember(GroupWorld world, String groupId, String id) {
        this.world = world;
        this.groupId = groupId;
        this.id = id;
    }

    ConsumerMember subscribedTo(String... names) {
        topics = List.of(names);
        return this;
    }

    ConsumerMember matching(String expression) {
        regex = expression;
        topics = List.of();
        return this;
    }

    ConsumerMember named(String name) {
        instanceId = name;
        return this;
    }

    ConsumerMember asking(String assignorName) {
        assignor = assignorName;
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<String> instance() {
        return Optional.ofNullable(instanceId);
    }

    /** Whether it subscribes to a topic, by name or by its regular expression. */
    @Override
    public boolean wants(String topic) {
        return topics.contains(topic) || (regex != null && topic.matches(regex));
    }

    int epoch() {
        return epoch;
    }

    /** What it reads, as "topic:partition" with the topic's name. */
    @Override
    public Set<String> reading() {
        Set<String> names = new TreeSet<>();
        reading.forEach((topic, partitions) -> partitions.forEach(
                partition -> names.add(world.topics().nameOf(topic).orElse(topic.toString()) + ":" + partition)));
        return names;
    }

    /** What it reads, by topic id. */
    Map<Uuid, Set<Integer>> partitions() {
        return reading;
    }

    /** Sends a heartbeat that says everything, and does what the answer says. */
    ErrorCode beats() {
        return take(ask(full()));
    }

    @Override
    public void acts() {
        beats();
    }

    @Override
    public void leaves() {
        leaves(instanceId == null ? -1 : -2);
    }

    /** Sends a heartbeat that says nothing new. */
    ErrorCode beatsBriefly() {
        return take(ask(brief()));
    }

    /** It stops reading and says so; whether it is heard is not its concern any more. */
    ErrorCode leaves(int leaveEpoch) {
        forget();
        return ErrorCode.forCode(ask(request -> request.memberEpoch(leaveEpoch)).errorCode());
    }

    ConsumerGroupHeartbeatResponse ask(UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> change) {
        return ask(NEWEST_HEARTBEAT, change);
    }

    ConsumerGroupHeartbeatResponse ask(int version, UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> change) {
        return world.now(world.coordinator()
                        .consumerGroupHeartbeat(
                                GroupWorld.context("client-" + id, version), request(change), topic -> true))
                .get();
    }

    ConsumerGroupHeartbeatRequest request(UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> change) {
        return change.apply(ConsumerGroupHeartbeatRequest.builder()
                        .groupId(groupId)
                        .memberId(id)
                        .instanceId(instanceId)
                        .memberEpoch(epoch))
                .build();
    }

    UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> full() {
        return request -> request.rebalanceTimeoutMs(REBALANCE_TIMEOUT_MS)
                .subscribedTopicNames(topics)
                .subscribedTopicRegex(regex)
                .serverAssignor(assignor)
                .topicPartitions(owned());
    }

    UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> brief() {
        return request -> request.topicPartitions(owned());
    }

    /** Does what an answer says. */
    ErrorCode take(ConsumerGroupHeartbeatResponse answer) {
        ErrorCode error = ErrorCode.forCode(answer.errorCode());
        switch (error) {
            case NONE -> {
                epoch = answer.memberEpoch();
                Optional.ofNullable(answer.assignment()).ifPresent(assignment -> {
                    reading = new TreeMap<>();
                    assignment
                            .topicPartitions()
                            .forEach(topic -> reading.put(topic.topicId(), new TreeSet<>(topic.partitions())));
                });
            }
            case FENCED_MEMBER_EPOCH, UNKNOWN_MEMBER_ID, GROUP_ID_NOT_FOUND -> forget();
            default -> {}
        }
        return error;
    }

    /** It stops reading and begins anew. */
    void forget() {
        epoch = 0;
        reading = new TreeMap<>();
    }

    private List<TopicPartitions> owned() {
        return reading.entrySet().stream()
                .map(topic -> TopicPartitions.builder()
                        .topicId(topic.getKey())
                        .partitions(List.copyOf(topic.getValue()))
                        .build())
                .toList();
    }
}

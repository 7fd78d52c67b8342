package io.weir.coordination.group;

import io.weir.protocol.messages.ConsumerProtocolAssignment;
import io.weir.protocol.messages.ConsumerProtocolSubscription;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.HeartbeatResponse;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the classic protocol that does what it is told, in either kind of group: it joins, leads where it is told
 * to, reads what it is assigned, and joins again when its heartbeat says so. It moves on by {@link #acts}, one request at
 * a time.
 */
final class ClassicConsumer implements GroupReader {

    private static final short SUBSCRIPTION_VERSION = 3;
    private static final int SESSION_MS = 45_000;
    private static final int REBALANCE_MS = 60_000;

    /** Whether it gives up all before it joins again, or only what it is to give up (KIP-429). */
    enum Habit {
        EAGER("range"),
        COOPERATIVE("cooperative-sticky");

        private final String protocol;

        Habit(String protocol) {
            this.protocol = protocol;
        }
    }

    private final GroupWorld world;
    private final String groupId;
    private final Habit habit;
    private final Set<String> topics;
    private final Optional<String> instanceId;
    private String memberId = "";
    private int generation = -1;
    private boolean isToJoin = true;
    private boolean leads;
    private Map<String, Integer> assignedFrom = Map.of();
    private Set<String> reading = new TreeSet<>();
    private @Nullable CompletableFuture<JoinGroupResponse> joining;
    private @Nullable JoinGroupResponse joined;
    private @Nullable CompletableFuture<SyncGroupResponse> syncing;
    private @Nullable CompletableFuture<HeartbeatResponse> beating;

    ClassicConsumer(GroupWorld world, String groupId, Habit habit, Set<String> topics, Optional<String> instanceId) {
        this.world = world;
        this.groupId = groupId;
        this.habit = habit;
        this.topics = Set.copyOf(topics);
        this.instanceId = instanceId;
    }

    @Override
    public String id() {
        return memberId;
    }

    @Override
    public Optional<String> instance() {
        return instanceId;
    }

    @Override
    public boolean wants(String topic) {
        return topics.contains(topic);
    }

    @Override
    public Set<String> reading() {
        return reading;
    }

    int generation() {
        return generation;
    }

    @Override
    public void acts() {
        hearsJoin();
        hearsSync();
        hearsHeartbeat();
        if (joining != null || syncing != null || beating != null) {
            return;
        }
        if (isToJoin || (leads && !assignedFrom.equals(partitionCounts()))) {
            join();
        } else if (joined != null) {
            sync(joined);
        } else {
            beating = world.coordinator()
                    .heartbeat(
                            GroupWorld.context("classic", 4),
                            HeartbeatRequest.builder()
                                    .groupId(groupId)
                                    .memberId(memberId)
                                    .groupInstanceId(instanceId.orElse(null))
                                    .generationId(generation)
                                    .build());
        }
        world.passes(0);
        hearsHeartbeat();
    }

    /** A static member of this protocol does not say when it goes. */
    @Override
    public void leaves() {
        reading = Set.of();
        if (instanceId.isEmpty()) {
            var _ = world.coordinator()
                    .leaveGroup(
                            GroupWorld.context("classic", 5),
                            LeaveGroupRequest.builder()
                                    .groupId(groupId)
                                    .members(List.of(MemberIdentity.builder()
                                            .memberId(memberId)
                                            .build()))
                                    .build());
        }
    }

    private Map<String, Integer> partitionCounts() {
        Map<String, Integer> counts = new TreeMap<>();
        topics.forEach(topic -> counts.put(topic, world.topics().partitionCount(topic)));
        return counts;
    }

    private void join() {
        isToJoin = false;
        if (habit == Habit.EAGER) {
            reading = new TreeSet<>();
        }
        joining = world.coordinator()
                .joinGroup(
                        GroupWorld.context("classic", 9),
                        JoinGroupRequest.builder()
                                .groupId(groupId)
                                .memberId(memberId)
                                .groupInstanceId(instanceId.orElse(null))
                                .sessionTimeoutMs(SESSION_MS)
                                .rebalanceTimeoutMs(REBALANCE_MS)
                                .protocolType("consumer")
                                .protocols(List.of(JoinGroupRequestProtocol.builder()
                                        .name(habit.protocol)
                                        .metadata(subscription())
                                        .build()))
                                .build());
    }

    private void hearsJoin() {
        CompletableFuture<JoinGroupResponse> asked = joining;
        if (asked == null || !asked.isDone()) {
            return;
        }
        joining = null;
        JoinGroupResponse answer = asked.join();
        ErrorCode error = ErrorCode.forCode(answer.errorCode());
        if (error == ErrorCode.MEMBER_ID_REQUIRED) {
            memberId = answer.memberId();
            isToJoin = true;
        } else if (error.isError()) {
            failed(error);
        } else {
            memberId = answer.memberId();
            generation = answer.generationId();
            joined = answer;
            leads = answer.leader().equals(memberId);
            // A leader that is told not to assign cannot know what its predecessor assigned from, so it will ask.
            assignedFrom = answer.skipAssignment() ? Map.of() : partitionCounts();
        }
    }

    private void sync(JoinGroupResponse answer) {
        syncing = world.coordinator()
                .syncGroup(
                        GroupWorld.context("classic", 5),
                        SyncGroupRequest.builder()
                                .groupId(groupId)
                                .memberId(memberId)
                                .groupInstanceId(instanceId.orElse(null))
                                .generationId(generation)
                                .protocolType("consumer")
                                .protocolName(answer.protocolName())
                                .assignments(
                                        answer.leader().equals(memberId) && !answer.skipAssignment()
                                                ? assign(answer)
                                                : List.of())
                                .build());
        joined = null;
    }

    private void hearsSync() {
        CompletableFuture<SyncGroupResponse> asked = syncing;
        if (asked == null || !asked.isDone()) {
            return;
        }
        syncing = null;
        SyncGroupResponse answer = asked.join();
        ErrorCode error = ErrorCode.forCode(answer.errorCode());
        if (error == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS) {
            throw new AssertionError(
                    memberId + " was told " + error + " when it synced: the Java consumer ends on that");
        }
        if (error.isError()) {
            failed(error);
            return;
        }
        Set<String> assigned = read(answer.assignment());
        // What it had and has no more it gives up now, and says so by joining again.
        isToJoin = habit == Habit.COOPERATIVE && !assigned.containsAll(reading);
        reading = assigned;
    }

    private void hearsHeartbeat() {
        CompletableFuture<HeartbeatResponse> asked = beating;
        if (asked != null && asked.isDone()) {
            beating = null;
            ErrorCode error = ErrorCode.forCode(asked.join().errorCode());
            if (error.isError()) {
                failed(error);
            }
        }
    }

    private void failed(ErrorCode error) {
        switch (error) {
            case REBALANCE_IN_PROGRESS -> {}
            case ILLEGAL_GENERATION -> {
                generation = -1;
                reading = new TreeSet<>();
            }
            // A fenced process ends, and is started again.
            case UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID -> {
                memberId = "";
                generation = -1;
                reading = new TreeSet<>();
            }
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS -> {}
            default -> throw new AssertionError(memberId + " was told " + error);
        }
        isToJoin = true;
    }

    /** Partitions in turn to those who want them; those that another still has go to nobody until it has given them up. */
    private List<SyncGroupRequestAssignment> assign(JoinGroupResponse answer) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        Map<String, String> owners = new HashMap<>();
        answer.members().forEach(member -> {
            ConsumerProtocolSubscription subscription = subscription(member.metadata());
            wanted.put(member.memberId(), new TreeSet<>(subscription.topics()));
            subscription
                    .ownedPartitions()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> owners.put(topic.topic() + ":" + partition, member.memberId())));
        });
        Map<String, Set<String>> assigned = new TreeMap<>();
        wanted.keySet().forEach(member -> assigned.put(member, new TreeSet<>()));
        for (String topic : wanted.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList()) {
            List<String> readers = wanted.keySet().stream()
                    .filter(member -> wanted.getOrDefault(member, Set.of()).contains(topic))
                    .toList();
            for (int partition = 0; partition < world.topics().partitionCount(topic); partition++) {
                String name = topic + ":" + partition;
                String reader = readers.get(partition % readers.size());
                if (owners.getOrDefault(name, reader).equals(reader)) {
                    assigned.getOrDefault(reader, new TreeSet<>()).add(name);
                }
            }
        }
        return assigned.entrySet().stream()
                .map(member -> SyncGroupRequestAssignment.builder()
                        .memberId(member.getKey())
                        .assignment(bytes(member.getValue()))
                        .build())
                .toList();
    }

    private ByteBuffer subscription() {
        MessageWriter out = new MessageWriter();
        out.int16(SUBSCRIPTION_VERSION);
        ConsumerProtocolSubscription.builder()
                .topics(List.copyOf(topics))
                .generationId(generation)
                .ownedPartitions(byTopic(reading).entrySet().stream()
                        .map(topic -> ConsumerProtocolSubscription.TopicPartition.builder()
                                .topic(topic.getKey())
                                .partitions(topic.getValue())
                                .build())
                        .toList())
                .build()
                .write(out, SUBSCRIPTION_VERSION);
        return out.toByteBuffer();
    }

    private static ConsumerProtocolSubscription subscription(ByteBuffer metadata) {
        MessageReader in = new MessageReader(metadata.duplicate());
        return ConsumerProtocolSubscription.read(in, in.int16());
    }

    private static ByteBuffer bytes(Set<String> partitions) {
        MessageWriter out = new MessageWriter();
        out.int16(SUBSCRIPTION_VERSION);
        ConsumerProtocolAssignment.builder()
                .assignedPartitions(byTopic(partitions).entrySet().stream()
                        .map(topic -> ConsumerProtocolAssignment.TopicPartition.builder()
                                .topic(topic.getKey())
                                .partitions(topic.getValue())
                                .build())
                        .toList())
                .build()
                .write(out, SUBSCRIPTION_VERSION);
        return out.toByteBuffer();
    }

    private static Set<String> read(ByteBuffer assignment) {
        Set<String> partitions = new TreeSet<>();
        if (assignment.hasRemaining()) {
            MessageReader in = new MessageReader(assignment.duplicate());
            ConsumerProtocolAssignment.read(in, in.int16())
                    .assignedPartitions()
                    .forEach(topic -> topic.partitions().forEach(p -> partitions.add(topic.topic() + ":" + p)));
        }
        return partitions;
    }

    private static Map<String, List<Integer>> byTopic(Set<String> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        for (String name : partitions) {
            int colon = name.lastIndexOf(':');
            byTopic.computeIfAbsent(name.substring(0, colon), _ -> new ArrayList<>())
                    .add(Integer.valueOf(name.substring(colon + 1)));
        }
        return byTopic;
    }
}

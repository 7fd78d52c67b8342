package io.weir.coordination.group;

import io.weir.coordination.runtime.Answer;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.JoinGroupResponse.JoinGroupResponseMember;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client that is a member of a group, as far as it can be without a socket. Sends the newest versions by default. */
final class TestMember {

    static final int NEWEST_JOIN = 9;
    static final int NEWEST_SYNC = 5;
    static final int NEWEST_LEAVE = 5;

    private final GroupWorld world;
    private final String clientId;
    private final String groupId;
    private final Map<String, ByteBuffer> protocols = new LinkedHashMap<>();
    private int joinVersion = NEWEST_JOIN;
    private int sessionTimeoutMs = 45_000;
    private int rebalanceTimeoutMs = 300_000;
    private @Nullable String instanceId;
    private String protocolType = "consumer";
    private String memberId = "";
    private int generation = -1;
    private @Nullable JoinGroupResponse joined;
    private @Nullable Answer<JoinGroupResponse> join;
    private @Nullable Answer<SyncGroupResponse> sync;

    TestMember(GroupWorld world, String clientId, String groupId) {
        this.world = world;
        this.clientId = clientId;
        this.groupId = groupId;
        protocols.put("range", Subscriptions.to("orders"));
    }

    TestMember version(int version) {
        joinVersion = version;
        return this;
    }

    TestMember instance(String id) {
        instanceId = id;
        return this;
    }

    TestMember session(int timeoutMs) {
        sessionTimeoutMs = timeoutMs;
        return this;
    }

    TestMember rebalanceTimeout(int timeoutMs) {
        rebalanceTimeoutMs = timeoutMs;
        return this;
    }

    TestMember type(String type) {
        protocolType = type;
        return this;
    }

    TestMember protocols(String... names) {
        protocols.clear();
        for (String name : names) {
            protocols.put(name, Subscriptions.to("orders"));
        }
        return this;
    }

    TestMember subscribedTo(String... topics) {
        protocols.replaceAll((name, metadata) -> Subscriptions.to(topics));
        return this;
    }

    TestMember id(String id) {
        memberId = id;
        return this;
    }

    TestMember generation(int number) {
        generation = number;
        return this;
    }

    String id() {
        return memberId;
    }

    int generation() {
        return generation;
    }

    /** Joins, coming back with the id it is given where the coordinator asks for that. */
    TestMember joins() {
        joinsOnce();
        Answer<JoinGroupResponse> answer = lastJoin();
        if (!answer.isOpen() && joinError() == ErrorCode.MEMBER_ID_REQUIRED) {
            memberId = answer.get().memberId();
            joinsOnce();
        }
        return this;
    }

    /** One JoinGroup. */
    TestMember joinsOnce() {
        JoinGroupRequest request = JoinGroupRequest.builder()
                .groupId(groupId)
                .sessionTimeoutMs(sessionTimeoutMs)
                .rebalanceTimeoutMs(rebalanceTimeoutMs)
                .memberId(memberId)
                .groupInstanceId(instanceId)
                .protocolType(protocolType)
                .protocols(protocols.entrySet().stream()
                        .map(protocol -> JoinGroupRequestProtocol.builder()
                                .name(protocol.getKey())
                                .metadata(protocol.getValue())
                                .build())
                        .toList())
                .reason("test")
                .build();
        join = world.now(world.coordinator().joinGroup(GroupWorld.context(clientId, joinVersion), request));
        return this;
    }

    Answer<JoinGroupResponse> lastJoin() {
        if (join == null) {
            throw new AssertionError(clientId + " has not joined");
        }
        return join;
    }

    boolean waitsForJoin() {
        return lastJoin().isOpen();
    }

    ErrorCode joinError() {
        return ErrorCode.forCode(lastJoin().get().errorCode());
    }

    /** Goes by what the answer to its join says, which must be there and good. */
    JoinGroupResponse takesJoinAnswer() {
        JoinGroupResponse answer = lastJoin().get();
        if (joinError().isError()) {
            throw new AssertionError(clientId + " could not join: " + joinError());
        }
        memberId = answer.memberId();
        generation = answer.generationId();
        joined = answer;
        return answer;
    }

    boolean isLeader() {
        return joined != null && joined.leader().equals(memberId);
    }

    /** Syncs; a leader assigns to each member "GENERATION for MEMBER-ID". */
    TestMember syncs() {
        List<SyncGroupRequestAssignment> assignments = !isLeader() || joined == null
                ? List.of()
                : joined.members().stream().map(this::assignmentOf).toList();
        return syncs(request -> request.assignments(assignments));
    }

    TestMember syncs(UnaryOperator<SyncGroupRequest.Builder> change) {
        SyncGroupRequest.Builder request = SyncGroupRequest.builder()
                .groupId(groupId)
                .generationId(generation)
                .memberId(memberId)
                .groupInstanceId(instanceId)
                .protocolType(protocolType)
                .protocolName(joined == null ? "range" : joined.protocolName());
        sync = world.now(world.coordinator()
                .syncGroup(
                        GroupWorld.context(clientId, NEWEST_SYNC),
                        change.apply(request).build()));
        return this;
    }

    Answer<SyncGroupResponse> lastSync() {
        if (sync == null) {
            throw new AssertionError(clientId + " has not synced");
        }
        return sync;
    }

    ErrorCode syncError() {
        return ErrorCode.forCode(lastSync().get().errorCode());
    }

    String assignment() {
        return GroupWorld.text(lastSync().get().assignment());
    }

    ErrorCode heartbeats() {
        HeartbeatRequest request = HeartbeatRequest.builder()
                .groupId(groupId)
                .memberId(memberId)
                .generationId(generation)
                .groupInstanceId(instanceId)
                .build();
        return ErrorCode.forCode(world.now(world.coordinator().heartbeat(GroupWorld.context(clientId, 4), request))
                .get()
                .errorCode());
    }

    ErrorCode leaves() {
        LeaveGroupResponse response = world.now(world.coordinator()
                        .leaveGroup(
                                GroupWorld.context(clientId, NEWEST_LEAVE),
                                LeaveGroupRequest.builder()
                                        .groupId(groupId)
                                        .members(List.of(identity().build()))
                                        .build()))
                .get();
        return ErrorCode.forCode(response.members().getFirst().errorCode());
    }

    MemberIdentity.Builder identity() {
        return MemberIdentity.builder()
                .memberId(memberId)
                .groupInstanceId(instanceId)
                .reason("done");
    }

    private SyncGroupRequestAssignment assignmentOf(JoinGroupResponseMember member) {
        return SyncGroupRequestAssignment.builder()
                .memberId(member.memberId())
                .assignment(GroupWorld.bytes(generation + " for " + member.memberId()))
                .build();
    }
}

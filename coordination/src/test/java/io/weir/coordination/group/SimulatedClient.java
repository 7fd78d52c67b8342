package io.weir.coordination.group;

import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A consumer as the clients implement it, on a slow network, with moods. */
final class SimulatedClient {

    static final String TOPIC = "orders";
    static final int PARTITIONS = 6;

    private static final int HEARTBEAT_MS = 1_000;
    private static final int RETRY_MS = 100;

    /** What a client is about to do next. */
    private enum Need {
        TO_JOIN,
        TO_SYNC,
        TO_HEARTBEAT,
        AN_ANSWER,
        NOTHING
    }

    private final GroupWorld world;
    private final Ledger ledger;
    private final Random random;
    private final String clientId;
    private final String groupId;
    private final Optional<String> instanceId;
    private Need need = Need.TO_JOIN;
    private String memberId = "";
    private int generation = -1;
    private String subscription = TOPIC;
    private long pausedUntilMs;
    private long dawdlesUntilMs;
    private Set<Integer> owned = Set.of();
    private @Nullable JoinGroupResponse joined;

    SimulatedClient(
            GroupWorld world,
            Ledger ledger,
            Random random,
            String clientId,
            String groupId,
            Optional<String> instanceId) {
        this.world = world;
        this.ledger = ledger;
        this.random = random;
        this.clientId = clientId;
        this.groupId = groupId;
        this.instanceId = instanceId;
    }

    String groupId() {
        return groupId;
    }

    Optional<String> instanceId() {
        return instanceId;
    }

    String memberId() {
        return memberId;
    }

    int generation() {
        return generation;
    }

    boolean isGone() {
        return need == Need.NOTHING;
    }

    boolean isSettledMember() {
        return need == Need.TO_HEARTBEAT;
    }

    /** Does what it does, over and over, until it is gone. */
    void live() {
        if (isGone()) {
            return;
        }
        if (world.time().monotonicMs() >= pausedUntilMs) {
            act();
        }
        world.time().wakeUpIn(need == Need.TO_HEARTBEAT ? HEARTBEAT_MS : RETRY_MS, this::live);
    }

    void crash() {
        need = Need.NOTHING;
    }

    void pause(long ms) {
        pausedUntilMs = world.time().monotonicMs() + ms;
    }

    /** Is busy with its records: it sends heartbeats, and puts off joining and syncing. */
    void dawdle(long ms) {
        dawdlesUntilMs = world.time().monotonicMs() + ms;
    }

    void changeSubscription() {
        subscription = TOPIC + random.nextInt(3);
        rejoin();
    }

    /** Gives up waiting and asks again, as after a lost connection. */
    void joinAgain() {
        rejoin();
    }

    void leave() {
        if (isGone() || memberId.isEmpty()) {
            return;
        }
        need = Need.NOTHING;
        ask(
                "leave",
                world.coordinator()
                        .leaveGroup(
                                GroupWorld.context(clientId, 5),
                                LeaveGroupRequest.builder()
                                        .groupId(groupId)
                                        .members(List.of(MemberIdentity.builder()
                                                .memberId(memberId)
                                                .groupInstanceId(instanceId.orElse(null))
                                                .build()))
                                        .build()),
                answer -> {});
    }

    private void act() {
        boolean dawdles = world.time().monotonicMs() < dawdlesUntilMs && generation >= 0;
        switch (need) {
            case TO_JOIN, TO_SYNC -> {
                if (dawdles) {
                    heartbeat();
                } else if (need == Need.TO_JOIN) {
                    join();
                } else {
                    sync();
                }
            }
            case TO_HEARTBEAT -> {
                heartbeat();
                commit();
            }
            case AN_ANSWER, NOTHING -> {}
        }
    }

    private void rejoin() {
        if (!isGone()) {
            need = Need.TO_JOIN;
        }
    }

    private void join() {
        need = Need.AN_ANSWER;
        JoinGroupRequest request = JoinGroupRequest.builder()
                .groupId(groupId)
                .sessionTimeoutMs(10_000)
                .rebalanceTimeoutMs(30_000)
                .memberId(memberId)
                .groupInstanceId(instanceId.orElse(null))
                .protocolType("consumer")
                .protocols(List.of(JoinGroupRequestProtocol.builder()
                        .name("range")
                        .metadata(Subscriptions.to(subscription))
                        .build()))
                .build();
        ask("join", world.coordinator().joinGroup(GroupWorld.context(clientId, 9), request), this::joined);
    }

    private void joined(JoinGroupResponse answer) {
        if (need != Need.AN_ANSWER) {
            return;
        }
        ErrorCode error = ErrorCode.forCode(answer.errorCode());
        if (error == ErrorCode.MEMBER_ID_REQUIRED) {
            memberId = answer.memberId();
            rejoin();
        } else if (error.isError()) {
            failed(error);
        } else {
            memberId = answer.memberId();
            generation = answer.generationId();
            joined = answer;
            need = Need.TO_SYNC;
        }
    }

    private void sync() {
        need = Need.AN_ANSWER;
        SyncGroupRequest request = SyncGroupRequest.builder()
                .groupId(groupId)
                .generationId(generation)
                .memberId(memberId)
                .groupInstanceId(instanceId.orElse(null))
                .protocolType("consumer")
                .protocolName("range")
                .assignments(assignments())
                .build();
        int asked = generation;
        CompletableFuture<SyncGroupResponse> answer =
                world.coordinator().syncGroup(GroupWorld.context(clientId, 5), request);
        // Recorded when the coordinator says it, not when the client hears it.
        record("assigned", answer, told -> {
            if (told.errorCode() == 0) {
                ledger.assigned(groupId, asked, instanceId.orElse(memberId), partitionsOf(told));
            }
        });
        ask("sync", answer, this::synced);
    }

    private void synced(SyncGroupResponse answer) {
        if (need != Need.AN_ANSWER) {
            return;
        }
        if (answer.errorCode() != 0) {
            failed(ErrorCode.forCode(answer.errorCode()));
        } else {
            owned = partitionsOf(answer);
            need = Need.TO_HEARTBEAT;
        }
    }

    private void heartbeat() {
        HeartbeatRequest request = HeartbeatRequest.builder()
                .groupId(groupId)
                .memberId(memberId)
                .generationId(generation)
                .groupInstanceId(instanceId.orElse(null))
                .build();
        int asked = generation;
        ask("heartbeat", world.coordinator().heartbeat(GroupWorld.context(clientId, 4), request), answer -> {
            if (answer.errorCode() != 0 && need == Need.TO_HEARTBEAT && asked == generation) {
                failed(ErrorCode.forCode(answer.errorCode()));
            }
        });
    }

    private void commit() {
        if (owned.isEmpty()) {
            return;
        }
        int partition = List.copyOf(owned).get(random.nextInt(owned.size()));
        long offset = world.time().monotonicMs();
        OffsetCommitRequest request = OffsetCommitRequest.builder()
                .groupId(groupId)
                .memberId(memberId)
                .generationIdOrMemberEpoch(generation)
                .groupInstanceId(instanceId.orElse(null))
                .topics(List.of(OffsetCommitRequestTopic.builder()
                        .name(TOPIC)
                        .partitions(List.of(OffsetCommitRequestPartition.builder()
                                .partitionIndex(partition)
                                .committedOffset(offset)
                                .build()))
                        .build()))
                .build();
        var answer = world.coordinator().offsetCommit(GroupWorld.context(clientId, 9), request);
        record("commit", answer, told -> {
            if (told.topics().getFirst().partitions().getFirst().errorCode() == 0) {
                ledger.committed(groupId, partition, offset);
            }
        });
    }

    private void failed(ErrorCode error) {
        owned = Set.of();
        switch (error) {
            case FENCED_INSTANCE_ID, GROUP_MAX_SIZE_REACHED -> need = Need.NOTHING;
            case UNKNOWN_MEMBER_ID -> {
                memberId = "";
                generation = -1;
                rejoin();
            }
            case ILLEGAL_GENERATION,
                    REBALANCE_IN_PROGRESS,
                    NOT_COORDINATOR,
                    COORDINATOR_NOT_AVAILABLE,
                    COORDINATOR_LOAD_IN_PROGRESS -> rejoin();
            default -> throw new AssertionError(clientId + " was told " + error);
        }
    }

    private List<SyncGroupRequestAssignment> assignments() {
        List<SyncGroupRequestAssignment> assignments = new ArrayList<>();
        if (joined == null || !joined.leader().equals(memberId) || joined.skipAssignment()) {
            return assignments;
        }
        int members = joined.members().size();
        for (int i = 0; i < members; i++) {
            StringBuilder partitions = new StringBuilder();
            for (int partition = i; partition < PARTITIONS; partition += members) {
                partitions.append(partition).append(' ');
            }
            assignments.add(SyncGroupRequestAssignment.builder()
                    .memberId(joined.members().get(i).memberId())
                    .assignment(GroupWorld.bytes(partitions.toString()))
                    .build());
        }
        return assignments;
    }

    private static Set<Integer> partitionsOf(SyncGroupResponse answer) {
        Set<Integer> partitions = new TreeSet<>();
        for (String partition : GroupWorld.text(answer.assignment()).trim().split(" ", -1)) {
            if (!partition.isEmpty()) {
                partitions.add(Integer.valueOf(partition));
            }
        }
        return partitions;
    }

    /** The answer reaches the client after a while. */
    private <R> void ask(String what, CompletableFuture<R> answer, Consumer<R> then) {
        record(what, answer, told -> world.time().wakeUpIn(random.nextInt(200), () -> then.accept(told)));
    }

    private <R> void record(String what, CompletableFuture<R> answer, Consumer<R> then) {
        long request = ledger.asked(clientId + " " + what, world.time().monotonicMs());
        var _ = answer.whenComplete((told, failure) -> ledger.whileAnswering(() -> {
            ledger.answered(request);
            if (failure != null) {
                throw new AssertionError("the answer to " + what + " failed", failure);
            }
            then.accept(told);
        }));
    }
}

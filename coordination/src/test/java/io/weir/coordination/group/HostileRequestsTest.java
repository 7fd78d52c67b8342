package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.Answer;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that no client would send: each is answered or waits, and none costs the shard its state. */
class HostileRequestsTest {

    private static final int REQUESTS = 30_000;

    private final GroupWorld world = new GroupWorld(GroupConfig.defaults().withInitialRebalanceDelayMs(10));
    private final List<Answer<?>> answers = new ArrayList<>();
    private final List<String> memberIds = new ArrayList<>(List.of("", "x", "\0", "é".repeat(5_000)));
    private Random random = new Random();

    @Test
    void nothingAClientSendsMakesTheShardReload() {
        for (long seed = 1; seed <= 5; seed++) {
            random = new Random(seed);
            world.topics().create("orders", 3);
            // Little enough that two long words are too much for one record.
            world.log().maxBatchBytes(seed % 2 == 0 ? 50_000 : 1 << 20);
            for (int i = 0; i < REQUESTS / 5; i++) {
                send();
                world.passes(random.nextInt(200));
            }
            assertThat(world.log().replays()).as("seed %d", seed).isEqualTo(1);
        }
        world.passes(2_000_000);

        assertThat(answers).noneMatch(Answer::isOpen);
    }

    @Test
    void aClientIdOfAnyLengthMakesAnIdThatFits() {
        TestMember longest = world.member("ö".repeat(16_383));

        world.givenStable(longest);
        world.restart();

        assertThat(longest.id()).hasSizeLessThan(1_100);
        assertThat(longest.heartbeats()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void anOffsetTooLargeForTheLogIsRefusedAlone() {
        TestOffsets offsets = new TestOffsets(world);
        world.topics().create("orders", 2);
        world.log().maxBatchBytes(1_000);

        assertThat(offsets.commitsWithMetadata("orders", 0, 1, "x".repeat(2_000)))
                .isEqualTo(ErrorCode.INVALID_COMMIT_OFFSET_SIZE);
        assertThat(offsets.commits("orders", 1, 1)).isEqualTo(ErrorCode.NONE);
        assertThat(world.log().replays()).isEqualTo(1);
    }

    private void send() {
        GroupCoordinator coordinator = world.coordinator();
        switch (random.nextInt(14)) {
            case 0, 1 -> {
                Answer<JoinGroupResponse> answer = keep(coordinator.joinGroup(context(9), join()));
                if (!answer.isOpen() && !answer.get().memberId().isEmpty()) {
                    memberIds.add(answer.get().memberId());
                }
            }
            case 2 -> keep(coordinator.syncGroup(context(5), sync()));
            case 3 -> keep(coordinator.heartbeat(context(4), heartbeat()));
            case 4 -> keep(coordinator.leaveGroup(context(5), leave()));
            case 5 -> keep(coordinator.offsetCommit(context(10), commit()));
            case 6 -> keep(coordinator.offsetFetch(context(10), fetch()));
            case 7 -> keep(coordinator.consumerGroupHeartbeat(context(1), consumerHeartbeat(), _ -> true));
            case 8 -> keep(coordinator.shareGroupHeartbeat(context(1), shareHeartbeat()));
            case 9, 10 -> keep(coordinator.streamsGroupHeartbeat(context(0), streamsHeartbeat()));
            case 11 -> keep(coordinator.txnOffsetCommit(txnCommit(), new TransactionProof(ErrorCode.NONE, number())));
            case 12 ->
                keep(coordinator
                        .beginTransactionProof(groupId(), producer())
                        .thenCompose(proof -> coordinator.txnOffsetCommit(txnCommit(), proof)));
            default ->
                keep(coordinator.describeGroups(
                        context(6),
                        DescribeGroupsRequest.builder()
                                .groups(List.of(groupId(), groupId()))
                                .build()));
        }
    }

    private <R> Answer<R> keep(CompletableFuture<R> future) {
        Answer<R> answer = world.now(future);
        answers.add(answer);
        return answer;
    }

    private RequestContext context(int newest) {
        return new RequestContext(word(), word(), "ANONYMOUS", random.nextInt(newest + 1));
    }

    private JoinGroupRequest join() {
        return JoinGroupRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .groupInstanceId(instanceId())
                .sessionTimeoutMs(random.nextInt(4) == 0 ? number() : 6_000)
                .rebalanceTimeoutMs(random.nextBoolean() ? number() % 60_000 : 5_000)
                .protocolType(random.nextInt(5) == 0 ? word() : "consumer")
                .protocols(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> JoinGroupRequestProtocol.builder()
                                .name(random.nextInt(3) == 0 ? word() : "range")
                                .metadata(bytes())
                                .build())
                        .toList())
                .reason(random.nextBoolean() ? null : word())
                .build();
    }

    private SyncGroupRequest sync() {
        return SyncGroupRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .groupInstanceId(instanceId())
                .generationId(generation())
                .protocolType(random.nextInt(4) == 0 ? null : "consumer")
                .protocolName(random.nextInt(4) == 0 ? word() : "range")
                .assignments(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> SyncGroupRequestAssignment.builder()
                                .memberId(memberId())
                                .assignment(bytes())
                                .build())
                        .toList())
                .build();
    }

    private HeartbeatRequest heartbeat() {
        return HeartbeatRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .groupInstanceId(instanceId())
                .generationId(generation())
                .build();
    }

    private LeaveGroupRequest leave() {
        return LeaveGroupRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .members(IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> MemberIdentity.builder()
                                .memberId(memberId())
                                .groupInstanceId(instanceId())
                                .build())
                        .toList())
                .build();
    }

    private ConsumerGroupHeartbeatRequest consumerHeartbeat() {
        return ConsumerGroupHeartbeatRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .memberEpoch(generation())
                .instanceId(instanceId())
                .rackId(random.nextBoolean() ? null : word())
                .rebalanceTimeoutMs(random.nextBoolean() ? 5_000 : number())
                .subscribedTopicNames(random.nextInt(4) == 0 ? null : List.of("orders", word()))
                .subscribedTopicRegex(random.nextInt(4) == 0 ? word() : null)
                .serverAssignor(random.nextInt(4) == 0 ? word() : null)
                .topicPartitions(
                        random.nextBoolean()
                                ? null
                                : List.of(ConsumerGroupHeartbeatRequest.TopicPartitions.builder()
                                        .topicId(world.topics().idOf("orders").orElse(Uuid.ONE))
                                        .partitions(List.of(number(), 0))
                                        .build()))
                .build();
    }

    private ShareGroupHeartbeatRequest shareHeartbeat() {
        return ShareGroupHeartbeatRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .memberEpoch(generation())
                .rackId(random.nextBoolean() ? null : word())
                .subscribedTopicNames(random.nextInt(4) == 0 ? null : List.of("orders", word()))
                .build();
    }

    private StreamsGroupHeartbeatRequest streamsHeartbeat() {
        boolean isJoining = random.nextBoolean();
        return StreamsGroupHeartbeatRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .memberEpoch(isJoining ? 0 : generation())
                .processId(random.nextBoolean() ? null : word())
                .rebalanceTimeoutMs(random.nextInt(4) == 0 ? number() : 5_000)
                .topology(isJoining ? topology() : null)
                .activeTasks(random.nextInt(3) == 0 ? null : tasks())
                .standbyTasks(random.nextInt(3) == 0 ? null : List.of())
                .warmupTasks(random.nextInt(3) == 0 ? null : List.of())
                .build();
    }

    private List<StreamsGroupHeartbeatRequest.TaskIds> tasks() {
        return random.nextBoolean()
                ? List.of()
                : List.of(StreamsGroupHeartbeatRequest.TaskIds.builder()
                        .subtopologyId(word())
                        .partitions(List.of(0, number()))
                        .build());
    }

    private StreamsGroupHeartbeatRequest.Topology topology() {
        return StreamsGroupHeartbeatRequest.Topology.builder()
                .epoch(random.nextInt(4) == 0 ? number() : 0)
                .subtopologies(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> StreamsGroupHeartbeatRequest.Subtopology.builder()
                                .subtopologyId(random.nextInt(4) == 0 ? word() : "" + i)
                                .sourceTopics(random.nextBoolean() ? List.of("orders") : List.of(word()))
                                .repartitionSinkTopics(List.of("word" + random.nextInt(3)))
                                .repartitionSourceTopics(List.of(StreamsGroupHeartbeatRequest.TopicInfo.builder()
                                        .name(word())
                                        .partitions(random.nextBoolean() ? 0 : number())
                                        .build()))
                                .build())
                        .toList())
                .build();
    }

    private TransactionalProducer producer() {
        return new TransactionalProducer(random.nextInt(5), (short) random.nextInt(2));
    }

    private TxnOffsetCommitRequest txnCommit() {
        TransactionalProducer producer = producer();
        return TxnOffsetCommitRequest.builder()
                .transactionalId(word())
                .groupId(groupId())
                .producerId(producer.id())
                .producerEpoch(producer.epoch())
                .memberId(memberId())
                .groupInstanceId(instanceId())
                .generationIdOrMemberEpoch(generation())
                .topics(List.of(TxnOffsetCommitRequestTopic.builder()
                        .name(random.nextInt(3) == 0 ? word() : "orders")
                        .partitions(List.of(TxnOffsetCommitRequestPartition.builder()
                                .partitionIndex(random.nextInt(6) - 2)
                                .committedOffset(random.nextLong())
                                .committedMetadata(random.nextBoolean() ? null : word())
                                .build()))
                        .build()))
                .build();
    }

    private OffsetCommitRequest commit() {
        return OffsetCommitRequest.builder()
                .groupId(groupId())
                .memberId(memberId())
                .groupInstanceId(instanceId())
                .generationIdOrMemberEpoch(generation())
                .retentionTimeMs(random.nextInt(3) == 0 ? random.nextLong() : -1)
                .topics(List.of(OffsetCommitRequestTopic.builder()
                        .name(random.nextInt(3) == 0 ? word() : "orders")
                        .topicId(
                                random.nextInt(3) == 0
                                        ? Uuid.ZERO
                                        : world.topics().idOf("orders").orElse(Uuid.ONE))
                        .partitions(List.of(OffsetCommitRequestPartition.builder()
                                .partitionIndex(random.nextInt(6) - 2)
                                .committedOffset(random.nextLong())
                                .committedLeaderEpoch(number())
                                .committedMetadata(random.nextBoolean() ? null : word())
                                .build()))
                        .build()))
                .build();
    }

    private OffsetFetchRequest fetch() {
        return OffsetFetchRequest.builder()
                .groupId(groupId())
                .groups(List.of(OffsetFetchRequestGroup.builder()
                        .groupId(groupId())
                        .topics(
                                random.nextBoolean()
                                        ? null
                                        : List.of(OffsetFetchRequestTopics.builder()
                                                .name(word())
                                                .topicId(new Uuid(0, random.nextInt(3)))
                                                .partitionIndexes(List.of(number(), 0))
                                                .build()))
                        .build()))
                .build();
    }

    private String groupId() {
        return random.nextInt(20) == 0 ? word() : "group" + random.nextInt(3);
    }

    private String memberId() {
        return memberIds.get(random.nextInt(memberIds.size()));
    }

    private @Nullable String instanceId() {
        return random.nextInt(3) == 0 ? "instance" + random.nextInt(3) : random.nextInt(20) == 0 ? word() : null;
    }

    private int generation() {
        return random.nextInt(4) == 0 ? number() : random.nextInt(20) - 1;
    }

    private int number() {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> -1;
            default -> random.nextInt();
        };
    }

    private String word() {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "\0\n\u202e";
            case 2 -> "𝄞".repeat(8_191);
            default -> "word" + random.nextInt(3);
        };
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? ByteBuffer.wrap(bytes) : Subscriptions.to("orders");
    }
}

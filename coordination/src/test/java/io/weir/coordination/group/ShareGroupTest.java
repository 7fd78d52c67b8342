package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.share.ShareGroupConfig;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.ShareGroupDescribeRequest;
import io.weir.protocol.messages.ShareGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Share groups: who is in, who is given what, and what of it survives a restart. */
class ShareGroupTest {

    private static final int MAX_SIZE = 4;
    private static final int SESSION_MS = 45_000;
    private static final int LEAVE = -1;

    private final GroupWorld world = new GroupWorld(
            GroupConfig.defaults().withShare(new ShareGroupConfig(MAX_SIZE, _ -> ShareGroupConfig.Timing.DEFAULTS)));
    private final Map<String, Integer> epochs = new TreeMap<>();

    @Test
    void aMemberIsGivenPartitionsOnceTheirStateIsThere() {
        Uuid topic = world.topics().create("orders", 3);

        ShareGroupHeartbeatResponse joined = join("a", "orders");
        assertThat(joined.memberEpoch()).isEqualTo(2);
        assertThat(partitions(joined)).isEmpty();
        assertThat(joined.heartbeatIntervalMs()).isLessThan(1_000);
        assertThat(world.states().starts()).hasSize(3).containsValue(-1L);

        ShareGroupHeartbeatResponse next = live("a");
        assertThat(next.memberEpoch()).isEqualTo(3);
        assertThat(partitions(next)).isEqualTo(Map.of(topic, Set.of(0, 1, 2)));
        assertThat(next.heartbeatIntervalMs()).isEqualTo(5_000);
        assertThat(live("a").assignment()).isNull();
    }

    @Test
    void partitionsAreSharedWhereThereAreMoreMembers() {
        Uuid topic = world.topics().create("orders", 2);
        joinAll("a", "b", "c", "d");
        world.passes(1_000);
        List.of("a", "b", "c", "d").forEach(this::live);
        world.passes(1_000);
        List.of("a", "b", "c", "d").forEach(this::live);

        Map<Integer, Integer> readers = new TreeMap<>();
        describe()
                .members()
                .forEach(member -> member.assignment().topicPartitions().forEach(assigned -> {
                    assertThat(assigned.topicId()).isEqualTo(topic);
                    assigned.partitions().forEach(partition -> readers.merge(partition, 1, Integer::sum));
                }));
        assertThat(readers).isEqualTo(Map.of(0, 2, 1, 2));
    }

    @Test
    void whoLeavesOrIsSilentLeavesItsPartitionsToOthers() {
        world.topics().create("orders", 4);
        joinAll("a", "b");
        settle("a", "b");
        assertThat(assigned("a")).isEqualTo(2);

        heartbeat("b", LEAVE);
        settle("a");
        assertThat(assigned("a")).isEqualTo(4);

        world.passes(SESSION_MS + 1);
        assertThat(describe().groupState()).isEqualTo("Empty");
        assertThat(live("a").errorCode()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID.code());
    }

    @Test
    void newPartitionsAndTopicsAreDeliveredWhenTheirStateIsThere() {
        world.topics().create("orders", 1);
        join("a", "orders", "later");
        settle("a");
        assertThat(assigned("a")).isEqualTo(1);

        world.topics().grow("orders", 2);
        world.topics().create("later", 1);
        settle("a");

        assertThat(assigned("a")).isEqualTo(3);
    }

    @Test
    void aStateThatCannotBeMadeIsAskedForAgain() {
        world.topics().create("orders", 1);
        world.states().failWith(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        join("a", "orders");
        settle("a");
        assertThat(assigned("a")).isZero();

        world.states().failWith(ErrorCode.NONE);
        settle("a");

        assertThat(assigned("a")).isEqualTo(1);
    }

    @Test
    void aRestartChangesNothing() {
        world.topics().create("orders", 3);
        joinAll("a", "b");
        settle("a", "b");
        DescribedGroup before = describe();

        world.restart();

        assertThat(describe()).isEqualTo(before);
        assertThat(live("a").memberEpoch()).isEqualTo(epochs.get("a"));
        world.passes(SESSION_MS + 1);
        assertThat(describe().members()).isEmpty();
    }

    @Test
    void epochsAndMembersThatAreNotOursAreRefused() {
        world.topics().create("orders", 1);
        assertThat(heartbeat("a", 1).errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        join("a", "orders");
        settle("a");

        assertThat(heartbeat("b", 1).errorCode()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID.code());
        assertThat(heartbeat("a", 99).errorCode()).isEqualTo(ErrorCode.FENCED_MEMBER_EPOCH.code());
        assertThat(heartbeat("a", -2).errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        assertThat(heartbeat("", 0).errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        assertThat(heartbeat("c", 0).errorCode()).isEqualTo(ErrorCode.INVALID_REQUEST.code());
        joinAll("b", "c", "d");
        assertThat(join("e", "orders").errorCode()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED.code());
    }

    @Test
    void anIdBelongsToOneProtocol() {
        world.topics().create("orders", 1);
        join("a", "orders");

        assertThat(world.now(world.coordinator()
                                .consumerGroupHeartbeat(
                                        GroupWorld.context("client", 1),
                                        ConsumerGroupHeartbeatRequest.builder()
                                                .groupId("group")
                                                .memberId("x")
                                                .rebalanceTimeoutMs(1_000)
                                                .subscribedTopicNames(List.of("orders"))
                                                .topicPartitions(List.of())
                                                .build(),
                                        _ -> true))
                        .get()
                        .errorCode())
                .isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        assertThat(list("share")).extracting(ListedGroup::groupId).containsExactly("group");
        assertThat(list("classic")).isEmpty();
    }

    @Test
    void offsetsAreSetAndForgottenOnlyWhileNobodyIsThere() {
        Uuid topic = world.topics().create("orders", 2);
        join("a", "orders");
        settle("a");
        assertThat(alter("orders", 0, 42).error()).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
        assertThat(forget("orders").error()).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
        heartbeat("a", LEAVE);

        AlteredOffsets altered = alter("orders", 0, 42);
        assertThat(altered.partitions()).containsExactly(Map.entry(key(topic, 0), ErrorCode.NONE));
        assertThat(world.states().starts()).containsEntry(key(topic, 0), 42L);
        assertThat(alter("orders", 9, 42).partitions()).isEmpty();

        DeletedOffsets forgotten = forget("orders", "missing");
        assertThat(forgotten.topics())
                .containsEntry("orders", new DeletedOffsets.Topic(topic, ErrorCode.NONE))
                .containsEntry("missing", new DeletedOffsets.Topic(Uuid.ZERO, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
        assertThat(world.states().starts()).isEmpty();
    }

    @Test
    void aGroupThatIsDeletedTakesItsStatesAlong() {
        world.topics().create("orders", 2);
        join("a", "orders");
        settle("a");
        assertThat(delete()).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
        heartbeat("a", LEAVE);

        assertThat(delete()).isEqualTo(ErrorCode.NONE);

        assertThat(world.states().starts()).isEmpty();
        assertThat(describe().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        world.restart();
        assertThat(list("share")).isEmpty();
    }

    @Test
    void whatIsOfADeletedTopicIsForgotten() {
        world.topics().create("orders", 2);
        join("a", "orders");
        settle("a");

        DeletedTopic gone = world.topics().delete("orders");
        world.now(world.coordinator().onTopicsDeleted(List.of(gone)));
        settle("a");

        assertThat(assigned("a")).isZero();
        assertThat(world.now(world.coordinator().shareGroupStates("group")).get())
                .isEmpty();
    }

    /** The broker died before it had written down that the topic is gone; by now there is another one of its name. */
    @Test
    void aTopicThatWentUnnoticedIsForgottenAfterARestart() {
        world.topics().create("orders", 2);
        join("a", "orders");
        settle("a");
        world.topics().delete("orders");
        Uuid other = world.topics().create("orders", 3);

        world.restart();
        settle("a");
        int epoch = describe().groupEpoch();
        settle("a");

        assertThat(describe().groupEpoch()).isEqualTo(epoch);
        assertThat(assigned("a")).isEqualTo(3);
        assertThat(world.now(world.coordinator().shareGroupStates("group")).get())
                .containsOnlyKeys(other);
    }

    private void joinAll(String... members) {
        for (String member : members) {
            join(member, "orders");
        }
    }

    private ShareGroupHeartbeatResponse join(String member, String... topics) {
        return beat(request(member, 0).subscribedTopicNames(List.of(topics)).build());
    }

    private ShareGroupHeartbeatResponse live(String member) {
        return heartbeat(member, epochs.getOrDefault(member, 0));
    }

    /** Heartbeats until nothing changes any more. */
    private void settle(String... members) {
        for (int i = 0; i < 4; i++) {
            world.passes(1_100);
            for (String member : members) {
                live(member);
            }
        }
    }

    private ShareGroupHeartbeatResponse heartbeat(String member, int epoch) {
        return beat(request(member, epoch).build());
    }

    private static ShareGroupHeartbeatRequest.Builder request(String member, int epoch) {
        return ShareGroupHeartbeatRequest.builder()
                .groupId("group")
                .memberId(member)
                .memberEpoch(epoch);
    }

    private ShareGroupHeartbeatResponse beat(ShareGroupHeartbeatRequest request) {
        ShareGroupHeartbeatResponse response = world.now(
                        world.coordinator().shareGroupHeartbeat(GroupWorld.context("client", 1), request))
                .get();
        if (response.errorCode() == ErrorCode.NONE.code()) {
            epochs.put(request.memberId(), response.memberEpoch());
        }
        return response;
    }

    private int assigned(String member) {
        return describe().members().stream()
                .filter(described -> described.memberId().equals(member))
                .flatMap(described -> described.assignment().topicPartitions().stream())
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }

    private DescribedGroup describe() {
        return world.now(world.coordinator()
                        .shareGroupDescribe(ShareGroupDescribeRequest.builder()
                                .groupIds(List.of("group"))
                                .build()))
                .get()
                .groups()
                .getFirst();
    }

    private List<ListedGroup> list(String type) {
        return world.now(world.coordinator()
                        .listGroups(
                                GroupWorld.context("admin", 5),
                                ListGroupsRequest.builder()
                                        .typesFilter(List.of(type))
                                        .build()))
                .get()
                .groups();
    }

    private AlteredOffsets alter(String topic, int partition, long offset) {
        return world.now(world.coordinator()
                        .alterShareGroupOffsets(AlterShareGroupOffsetsRequest.builder()
                                .groupId("group")
                                .topics(List.of(AlterShareGroupOffsetsRequestTopic.builder()
                                        .topicName(topic)
                                        .partitions(List.of(AlterShareGroupOffsetsRequestPartition.builder()
                                                .partitionIndex(partition)
                                                .startOffset(offset)
                                                .build()))
                                        .build()))
                                .build()))
                .get();
    }

    private DeletedOffsets forget(String... topics) {
        return world.now(world.coordinator()
                        .deleteShareGroupOffsets(DeleteShareGroupOffsetsRequest.builder()
                                .groupId("group")
                                .topics(List.of(topics).stream()
                                        .map(topic -> DeleteShareGroupOffsetsRequestTopic.builder()
                                                .topicName(topic)
                                                .build())
                                        .toList())
                                .build()))
                .get();
    }

    private ErrorCode delete() {
        short code = world.now(world.coordinator()
                        .deleteGroups(
                                GroupWorld.context("admin", 2),
                                DeleteGroupsRequest.builder()
                                        .groupsNames(List.of("group"))
                                        .build()))
                .get()
                .results()
                .getFirst()
                .errorCode();
        return ErrorCode.forCode(code);
    }

    private static SharePartitionKey key(Uuid topic, int partition) {
        return new SharePartitionKey("group", topic, partition);
    }

    private static Map<Uuid, Set<Integer>> partitions(ShareGroupHeartbeatResponse response) {
        Map<Uuid, Set<Integer>> partitions = new TreeMap<>();
        ShareGroupHeartbeatResponse.Assignment assignment = response.assignment();
        if (assignment != null) {
            assignment
                    .topicPartitions()
                    .forEach(topic -> partitions.put(topic.topicId(), new TreeSet<>(topic.partitions())));
        }
        return partitions;
    }
}

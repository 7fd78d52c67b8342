package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetsTest {

    private final GroupWorld world = new GroupWorld();
    private final TestOffsets offsets = new TestOffsets(world);
    private Uuid orders = Uuid.ZERO;

    @BeforeEach
    void createTopics() {
        orders = world.topics().create("orders", 3);
        world.topics().create("returns", 3);
    }

    @Test
    void aSimpleConsumerCommitsAndReadsBack() {
        assertThat(offsets.commits("orders", 1, 42)).isEqualTo(ErrorCode.NONE);

        assertThat(offsets.offset("orders", 1)).isEqualTo(42);
        assertThat(offsets.offset("orders", 0)).isEqualTo(-1);
        assertThat(world.state()).isEqualTo("Empty");
    }

    @Test
    void offsetsSurviveARestart() {
        offsets.commits("orders", 1, 42);
        offsets.commits("orders", 1, 43);
        offsets.commits("returns", 2, 7);

        world.restart();

        assertThat(offsets.all()).isEqualTo(Map.of("orders-1", 43L, "returns-2", 7L));
        assertThat(world.state()).isEqualTo("Empty");
    }

    @Test
    void aCommitIsAnsweredWhenItIsCommitted() {
        world.log().commitDelayMs(20);

        var answer = offsets.commit(TestOffsets.BY_NAME, "orders", Uuid.ZERO, 0, 1, "", request -> request);

        assertThat(answer.isOpen()).isTrue();
        world.passes(20);
        assertThat(answer.isOpen()).isFalse();
    }

    @Test
    void aCommitThatCannotBeWrittenIsNotKept() {
        offsets.commits("orders", 0, 1);
        world.log().failAppends(true);

        assertThat(offsets.commits("orders", 0, 2)).isEqualTo(ErrorCode.NOT_COORDINATOR);

        world.log().failAppends(false);
        world.passes(1_000);
        assertThat(offsets.offset("orders", 0)).isEqualTo(1);
    }

    @Test
    void topicsMayBeNamedById() {
        assertThat(offsets.commitsById(orders, 1, 42)).isEqualTo(ErrorCode.NONE);

        OffsetFetchResponseGroup answer = offsets.fetch(TestOffsets.BY_ID, "", orders, 1);

        assertThat(answer.topics().getFirst().topicId()).isEqualTo(orders);
        assertThat(answer.topics().getFirst().partitions())
                .extracting(OffsetFetchResponsePartitions::committedOffset)
                .containsExactly(42L);
        assertThat(offsets.fetchGroups(TestOffsets.BY_ID, List.of(TestOffsets.everythingOf("group")))
                        .groups()
                        .getFirst()
                        .topics()
                        .getFirst()
                        .topicId())
                .isEqualTo(orders);
    }

    @Test
    void whatDoesNotExistCannotBeCommittedTo() {
        assertThat(offsets.commits("nothing", 0, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(offsets.commits("orders", 3, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(offsets.commits("orders", -1, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(offsets.commitsById(new Uuid(1, 2), 0, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);

        assertThat(world.state()).isEqualTo("Dead");
        assertThat(world.log().records()).isEmpty();
    }

    @Test
    void anUnknownIdCannotBeRead() {
        assertThat(offsets.fetch(TestOffsets.BY_ID, "", new Uuid(1, 2), 0)
                        .topics()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .errorCode())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void metadataHasALimit() {
        assertThat(offsets.commitsWithMetadata("orders", 0, 1, "x".repeat(4_096)))
                .isEqualTo(ErrorCode.NONE);
        assertThat(offsets.commitsWithMetadata("orders", 0, 2, "x".repeat(4_097)))
                .isEqualTo(ErrorCode.OFFSET_METADATA_TOO_LARGE);
        assertThat(offsets.commitsWithMetadata("orders", 1, 3, null)).isEqualTo(ErrorCode.NONE);

        assertThat(offsets.all()).isEqualTo(Map.of("orders-0", 1L, "orders-1", 3L));
    }

    @Test
    void membersOfTheGenerationMayCommit() {
        TestMember a = world.member("a");
        world.givenStable(a);

        assertThat(offsets.commitsAs(a, "orders", 0, 1)).isEqualTo(ErrorCode.NONE);
        assertThat(offsets.commits("orders", 0, 2)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(offsets.commitsAs(world.member("x").id("x").generation(1), "orders", 0, 2))
                .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(offsets.commits(
                        "orders", 0, 2, request -> request.memberId(a.id()).generationIdOrMemberEpoch(0)))
                .isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(offsets.offset("orders", 0)).isEqualTo(1);
    }

    @Test
    void aMemberOfAGroupThatIsGoneIsToldSoByVersion() {
        TestMember ghost = world.member("a").id("ghost").generation(3);

        assertThat(offsets.commitsAs(ghost, "orders", 0, 1)).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        var old = offsets.commit(
                8,
                "orders",
                Uuid.ZERO,
                0,
                1,
                "",
                request -> request.memberId("ghost").generationIdOrMemberEpoch(3));
        assertThat(old.get().topics().getFirst().partitions().getFirst().errorCode())
                .isEqualTo(ErrorCode.ILLEGAL_GENERATION.code());
    }

    @Test
    void duringARebalanceMembersMayCommitUntilTheNextGenerationIsFormed() {
        TestMember a = world.member("a");
        TestMember b = world.member("b");
        world.givenStable(a, b);
        b.subscribedTo("returns").joins();

        assertThat(offsets.commitsAs(a, "orders", 0, 1)).isEqualTo(ErrorCode.NONE);
        a.joins();
        assertThat(offsets.commitsAs(a, "orders", 0, 2)).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        a.takesJoinAnswer();
        assertThat(offsets.commitsAs(a, "orders", 0, 2)).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void aCommitIsASignOfLife() {
        TestMember a = world.member("a").session(10_000);
        world.givenStable(a);

        for (int i = 0; i < 5; i++) {
            world.passes(9_000);
            assertThat(offsets.commitsAs(a, "orders", 0, i)).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void severalGroupsAreReadAtOnce() {
        offsets.commits("orders", 0, 1);

        OffsetFetchResponse response = offsets.fetchGroups(
                TestOffsets.BY_NAME, List.of(TestOffsets.everythingOf("group"), TestOffsets.everythingOf("other")));

        assertThat(response.groups())
                .extracting(OffsetFetchResponseGroup::groupId)
                .containsExactly("group", "other");
        assertThat(response.groups().getLast().errorCode()).isZero();
        assertThat(response.groups().getLast().topics()).isEmpty();
    }

    @Test
    void beforeVersionEightOneGroupIsRead() {
        offsets.commits("orders", 0, 1);

        OffsetFetchResponse some = offsets.fetchOld(
                7,
                request -> request.groupId("group")
                        .topics(List.of(OffsetFetchRequestTopic.builder()
                                .name("orders")
                                .partitionIndexes(List.of(0, 1))
                                .build())));
        OffsetFetchResponse all =
                offsets.fetchOld(7, request -> request.groupId("group").topics(null));

        assertThat(some.groups()).isEmpty();
        assertThat(some.topics().getFirst().partitions()).hasSize(2);
        assertThat(all.topics().getFirst().partitions().getFirst().committedOffset())
                .isEqualTo(1);
    }

    @Test
    void whereAVersionHasNoErrorForTheGroupEveryPartitionHasIt() {
        world.coordinator().onResigned(0, 9);

        OffsetFetchResponse oldest = offsets.fetchOld(
                1,
                request -> request.groupId("group")
                        .topics(List.of(OffsetFetchRequestTopic.builder()
                                .name("orders")
                                .partitionIndexes(List.of(0))
                                .build())));
        OffsetFetchResponse newer =
                offsets.fetchOld(2, request -> request.groupId("group").topics(null));

        assertThat(oldest.topics().getFirst().partitions().getFirst().errorCode())
                .isEqualTo(ErrorCode.NOT_COORDINATOR.code());
        assertThat(newer.errorCode()).isEqualTo(ErrorCode.NOT_COORDINATOR.code());
    }

    @Test
    void offsetsOfATopicThatIsDeletedGoWithIt() {
        offsets.commits("orders", 0, 1);
        offsets.commits("returns", 0, 2);

        var done = world.now(
                world.coordinator().onTopicsDeleted(List.of(world.topics().delete("orders"))));

        assertThat(done.isOpen()).isFalse();
        world.topics().create("orders", 3);
        assertThat(offsets.all()).isEqualTo(Map.of("returns-0", 2L));
        world.restart();
        assertThat(offsets.all()).isEqualTo(Map.of("returns-0", 2L));
    }

    @Test
    void offsetsOfATopicMadeAnewAreNotThoseOfTheOldOne() {
        offsets.commits("orders", 0, 1);

        DeletedTopic old = world.topics().delete("orders");
        world.topics().create("orders", 3);

        assertThat(offsets.offset("orders", 0)).isEqualTo(-1);
        offsets.commits("orders", 0, 5);
        var _ = world.now(world.coordinator().onTopicsDeleted(List.of(old)));
        assertThat(offsets.offset("orders", 0)).isEqualTo(5);
    }

    @Test
    void offsetsNobodyReadsCanBeDeleted() {
        TestMember a = world.member("a").subscribedTo("orders");
        world.givenStable(a);
        offsets.commitsAs(a, "orders", 0, 1);
        offsets.commitsAs(a, "returns", 0, 2);

        assertThat(offsets.deletes("orders", 0)).isEqualTo(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);
        assertThat(offsets.deletes("returns", 0)).isEqualTo(ErrorCode.NONE);
        assertThat(offsets.deletes("returns", 1)).isEqualTo(ErrorCode.NONE);
        assertThat(offsets.deletes("nothing", 0)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);

        assertThat(offsets.all()).isEqualTo(Map.of("orders-0", 1L));
        a.leaves();
        assertThat(offsets.deletes("orders", 0)).isEqualTo(ErrorCode.NONE);
        assertThat(offsets.all()).isEmpty();
    }

    @Test
    void offsetsOfOtherKindsOfGroupsCannotBeDeletedWhileTheyHaveMembers() {
        assertThat(offsets.deletes("orders", 0)).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        world.givenStable(world.member("a").type("connect"));
        assertThat(offsets.deletes("orders", 0)).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
    }
}

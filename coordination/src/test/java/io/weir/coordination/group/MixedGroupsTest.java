package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.coordination.consumer.MigrationPolicy;
import io.weir.coordination.group.ClassicConsumer.Habit;
import io.weir.coordination.rebalance.Rebalance;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.Member;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members of both protocols in one group, and groups that go from one protocol to the other with them. */
class MixedGroupsTest {

    private GroupWorld world = new GroupWorld();

    @BeforeEach
    void topic() {
        world.topics().create("t", 4);
    }

    @ParameterizedTest
    @EnumSource(Habit.class)
    void aClassicGroupWithMembersBecomesAConsumerGroup(Habit habit) {
        // given
        ClassicConsumer classic = classic(habit);
        settle(classic);
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);

        // when
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(classic, consumer);

        // then
        assertThat(world.consumers().groupState()).isEqualTo("Stable");
        assertThat(world.consumers().members())
                .extracting(Member::memberType)
                .containsExactlyInAnyOrder((byte) 0, (byte) 1);
        assertThat(classic.reading()).hasSize(2).doesNotContainAnyElementsOf(consumer.reading());
        assertThat(consumer.reading()).hasSize(2);
        assertThat(world.now(world.coordinator().insight("group")).get().rebalances())
                .extracting(Rebalance::why)
                .first()
                .asString()
                .contains("became a consumer group", "member new joined");
    }

    @Test
    void aGroupThatBecomesAConsumerGroupGivesNobodyWhatAMemberHasYetToGiveUp() {
        // given a leader that has assigned less to itself than it reads, and has yet to hear that
        ClassicConsumer leader = classic(Habit.COOPERATIVE);
        settle(leader);
        ClassicConsumer follower = classic(Habit.COOPERATIVE);
        for (int i = 0; i < 100 && !isAssignedToTwo(); i++) {
            world.passes(500);
            follower.acts();
            leader.acts();
        }
        assertThat(isAssignedToTwo()).isTrue();
        assertThat(leader.reading()).hasSize(4);

        // when
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        consumer.acts();

        // then
        assertThat(consumer.reading()).doesNotContainAnyElementsOf(leader.reading());
        settle(leader, follower, consumer);
        Set<String> read = new TreeSet<>(leader.reading());
        read.addAll(follower.reading());
        read.addAll(consumer.reading());
        assertThat(read).hasSize(4);
    }

    private boolean isAssignedToTwo() {
        return world.state().equals("Stable")
                && world.describe("group").members().size() == 2;
    }

    @Test
    void itGoesBackWhenItsLastConsumerMemberLeaves() {
        // given
        ClassicConsumer classic = classic(Habit.COOPERATIVE);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(classic);
        settle(classic, consumer);

        // when
        consumer.leaves(-1);
        settle(classic);

        // then
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);
        assertThat(world.lastRebalance().why()).contains("new left");
    }

    @Test
    void itSharesOutWhatTheLastConsumerMemberHadAlsoAfterACrash() {
        // given
        ClassicConsumer classic = classic(Habit.COOPERATIVE);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(classic);
        settle(classic, consumer);

        // when
        consumer.leaves(-1);
        world.passes(0);
        world.crash();
        settle(classic);

        // then
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);
    }

    @Test
    void itGoesBackWhenItsLastConsumerMemberIsSilent() {
        // given
        ClassicConsumer classic = classic(Habit.EAGER);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(consumer);
        settle(classic, consumer);
        assertThat(world.consumers().members()).hasSize(2);

        // when
        for (int i = 0; i < 20; i++) {
            settle(classic);
        }

        // then
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);
    }

    @Test
    void aLeaveGroupRequestMayBeTheEndOfTheConsumerGroup() {
        // given
        ClassicConsumer staying = classic(Habit.EAGER);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(consumer);
        settle(staying, consumer);

        // when an administrator removes a member of the other protocol
        assertThat(world.member("admin").id("new").leaves()).isEqualTo(ErrorCode.NONE);
        settle(staying);

        // then
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(staying.reading()).hasSize(4);
    }

    @Test
    void staticMembersAreReplacedAcrossProtocols() {
        // given
        ClassicConsumer classic = named(Habit.EAGER, "one");
        settle(classic);

        // when it comes back with the consumer protocol
        ConsumerMember consumer = world.consumer("new").subscribedTo("t").named("one");
        settle(consumer);

        // then
        assertThat(world.consumers().members()).extracting(Member::memberId).containsExactly("new");
        assertThat(consumer.reading()).hasSize(4);

        // when it comes back with the classic protocol, though the other process never said good-bye
        ClassicConsumer again = named(Habit.EAGER, "one");
        settle(again);

        // then the group is a classic one, and the other process is fenced
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(again.reading()).hasSize(4);
        assertThat(consumer.beats()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
    }

    @Test
    void whatAMigrationPolicyForbidsIsRefused() {
        // given
        policy(MigrationPolicy.DISABLED);
        ClassicConsumer classic = classic(Habit.EAGER);
        settle(classic);

        // when, then
        assertThat(world.consumer("new").subscribedTo("t").beats()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        assertThat(world.state()).isEqualTo("Stable");

        // when the group is a consumer group
        classic.leaves();
        world.passes(1);
        settle(world.consumer("new").subscribedTo("t"));
        TestMember late = world.member("late").joins();

        // then
        assertThat(late.joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void withoutDowngradesTheGroupStaysAConsumerGroup() {
        // given
        policy(MigrationPolicy.UPGRADE);
        ClassicConsumer classic = classic(Habit.EAGER);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(classic);
        settle(classic, consumer);

        // when
        consumer.leaves(-1);
        settle(classic);

        // then
        assertThat(world.consumers().groupState()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);
    }

    /** What the members would be as one record is more than the log takes; what they are one by one is not. */
    @Test
    void itStaysAConsumerGroupWhenAClassicOneHasNoRoomInTheLog() {
        // given
        ClassicConsumer classic = classic(Habit.COOPERATIVE);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(classic);
        settle(classic, consumer);
        world.log().maxBatchBytes(600);

        // when
        consumer.leaves(-1);
        settle(classic);

        // then
        assertThat(world.log().replays()).isEqualTo(1);
        assertThat(world.consumers().groupState()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);
    }

    @Test
    void itStaysAClassicGroupWhenAConsumerGroupHasNoRoomInTheLog() {
        // given
        ClassicConsumer classic = classic(Habit.COOPERATIVE);
        settle(classic);
        world.log().maxBatchBytes(400);

        // when
        ErrorCode error = world.consumer("new").subscribedTo("t").beats();
        settle(classic);

        // then
        assertThat(error).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(world.log().replays()).isEqualTo(1);
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(classic.reading()).hasSize(4);
    }

    @Test
    void aJoinThatIsRefusedLeavesAnEmptyConsumerGroupItsIdAndItsOffsets() {
        // given
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(consumer);
        consumer.leaves(-1);
        TestOffsets offsets = new TestOffsets(world);
        assertThat(offsets.commits("t", 0, 5)).isEqualTo(ErrorCode.NONE);
        JoinGroupRequest withoutProtocols = JoinGroupRequest.builder()
                .groupId("group")
                .protocolType("consumer")
                .sessionTimeoutMs(45_000)
                .build();

        // when
        JoinGroupResponse refused = world.now(
                        world.coordinator().joinGroup(GroupWorld.context("classic", 9), withoutProtocols))
                .get();

        // then
        assertThat(refused.errorCode()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL.code());
        assertThat(world.consumers().groupState()).isEqualTo("Empty");
        world.restart();
        assertThat(world.consumers().groupState()).isEqualTo("Empty");
        assertThat(offsets.offset("t", 0)).isEqualTo(5);
    }

    @Test
    void classicMembersAreRefusedWithKafkasErrors() {
        // given
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(consumer);
        ClassicConsumer classic = classic(Habit.EAGER);
        settle(classic, consumer);
        TestMember same =
                world.member("same").subscribedTo("t").id(classic.id()).generation(classic.generation());

        // when, then
        assertThat(same.heartbeats()).isEqualTo(ErrorCode.NONE);
        assertThat(same.generation(classic.generation() - 1).heartbeats()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(same.syncs(sync -> sync).syncError()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(same.id("nobody").heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(same.id("new").heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        same.id(classic.id()).generation(classic.generation());
        assertThat(same.syncs(sync -> sync.protocolName("other")).syncError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.member("x").protocols("other").joinsOnce().joinError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.member("x").type("connect").joinsOnce().joinError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.member("x").joinsOnce().joinError()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
        assertThat(world.member("x").instance("i").id("y").joinsOnce().joinError())
                .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(world.member("x").id("y").leaves()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(classic.reading()).hasSize(2);
    }

    @Test
    void aClassicMemberThatDoesNotJoinAgainIsRemoved() {
        // given a member that is told to join again
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        ClassicConsumer classic = classic(Habit.EAGER);
        settle(consumer);
        settle(classic, consumer);
        TestMember busy = world.member("busy").id(classic.id()).generation(classic.generation());
        world.topics().grow("t", 6);
        world.passes(5_000);
        consumer.beats();
        assertThat(busy.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);

        // when it only sends heartbeats for as long as a rebalance may take
        for (int i = 0; i < 12; i++) {
            assertThat(busy.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
            world.passes(5_000);
            consumer.beats();
        }
        settle(consumer);

        // then
        assertThat(busy.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(world.lastRebalance().why()).contains("did not rejoin within 60000 ms");
        assertThat(consumer.reading()).hasSize(6);
    }

    @Test
    void aClassicMemberThatWasRemovedDoesNotComeBackWithItsPartitions() {
        // given one that has heard that it is to join again, and is removed before it does
        ClassicConsumer classic = classic(Habit.COOPERATIVE);
        ConsumerMember consumer = world.consumer("one").subscribedTo("t");
        settle(classic);
        settle(classic, consumer);
        ConsumerMember another = world.consumer("two").subscribedTo("t");
        another.acts();
        classic.acts();
        for (int i = 0; i < 15; i++) {
            world.passes(5_000);
            consumer.acts();
            another.acts();
        }
        assertThat(world.consumers().members()).extracting(Member::memberId).containsExactlyInAnyOrder("one", "two");
        assertThat(classic.reading()).isNotEmpty();

        // when it joins by the id it had
        classic.acts();

        // then it is nobody's member before it has given up what others read now
        assertThat(world.consumers().members()).extracting(Member::memberId).containsExactlyInAnyOrder("one", "two");
        settle(classic, consumer, another);
        assertThat(world.consumers().members()).hasSize(3);
        assertThat(classic.reading())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(consumer.reading())
                .doesNotContainAnyElementsOf(another.reading());
    }

    @Test
    void whatIsLoadedEqualsWhatWas() {
        // given
        ClassicConsumer classic = classic(Habit.COOPERATIVE);
        ConsumerMember consumer = world.consumer("new").subscribedTo("t");
        settle(classic);
        settle(classic, consumer);
        var before = world.consumers();

        // when
        world.restart();

        // then
        assertThat(world.consumers()).isEqualTo(before);
        settle(classic, consumer);
        Set<String> read = new TreeSet<>(classic.reading());
        read.addAll(consumer.reading());
        assertThat(read).hasSize(4);
    }

    private void policy(MigrationPolicy policy) {
        world = new GroupWorld(GroupConfig.defaults()
                .withConsumer(
                        ConsumerGroupConfig.defaults().withMigration(new ConsumerGroupConfig.Migration(policy, 100))));
        world.topics().create("t", 4);
    }

    private ClassicConsumer classic(Habit habit) {
        return new ClassicConsumer(world, "group", habit, Set.of("t"), Optional.empty());
    }

    private ClassicConsumer named(Habit habit, String instance) {
        return new ClassicConsumer(world, "group", habit, Set.of("t"), Optional.of(instance));
    }

    private void settle(GroupReader... readers) {
        for (int round = 0; round < 25; round++) {
            world.passes(1_000);
            for (GroupReader reader : readers) {
                reader.acts();
            }
        }
    }
}

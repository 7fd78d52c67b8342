package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consumer groups as their members meet them: joining, moving partitions, going, coming back. */
class ConsumerGroupTest {

    private static final int SESSION_MS = 45_000;

    private GroupWorld world = new GroupWorld();

    @BeforeEach
    void givenTopics() {
        world.topics().create("t", 4);
        world.topics().create("u", 2);
    }

    @Test
    void theFirstMemberGetsEverythingAtOnce() {
        // given
        ConsumerMember member = world.consumer("a").subscribedTo("t");

        // when
        member.beats();

        // then
        assertThat(member.reading()).containsExactly("t:0", "t:1", "t:2", "t:3");
        assertThat(member.epoch()).isEqualTo(2);
        assertThat(world.consumers().groupState()).isEqualTo("Stable");
    }

    @Test
    void aSecondMemberGetsPartitionsOnceTheFirstHasGivenThemUp() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        a.beats();
        world.passes(1_000);

        // when b joins
        b.beats();

        // then it waits
        assertThat(b.reading()).isEmpty();
        assertThat(b.epoch()).isEqualTo(3);

        // when a hears of it, stops reading two partitions and says so
        a.beats();
        assertThat(a.reading()).hasSize(2);
        assertThat(a.epoch()).isEqualTo(2);
        b.beats();
        assertThat(b.reading()).isEmpty();
        a.beats();
        b.beats();

        // then
        assertThat(a.epoch()).isEqualTo(3);
        assertThat(b.reading()).hasSize(2).doesNotContainAnyElementsOf(a.reading());
        assertThat(world.consumers().groupState()).isEqualTo("Stable");
    }

    @Test
    void whoWaitsForPartitionsAsksMoreOften() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        a.beats();
        world.passes(1_000);

        // when
        int whileItWaits = b.ask(b.full()).heartbeatIntervalMs();
        a.beats();
        a.beats();
        int afterwards = b.ask(b.full()).heartbeatIntervalMs();

        // then
        assertThat(whileItWaits).isEqualTo(1_000);
        assertThat(afterwards).isEqualTo(5_000);
    }

    @Test
    void aRebalanceHasItsReasonsAndItsDuration() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        a.beats();
        world.passes(1_000);

        // when
        b.beats();
        world.passes(500);
        a.beats();
        a.beats();
        b.beats();

        // then
        assertThat(world.lastRebalance().why()).isEqualTo("member b joined");
        assertThat(world.lastRebalance().durationMs()).isEqualTo(500);
        assertThat(world.lastRebalance().toGeneration()).isEqualTo(3);
    }

    @Test
    void aBriefHeartbeatOfASettledMemberWritesNothing() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        world.settle(a);
        int before = world.log().records().size();

        // when
        ErrorCode error = a.beatsBriefly();

        // then
        assertThat(error).isEqualTo(ErrorCode.NONE);
        assertThat(world.log().records().size()).isEqualTo(before);
    }

    @Test
    void whoLeavesMakesRoomForTheOthers() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        world.settle(a, b);

        // when
        b.leaves(-1);
        world.passes(1_000);
        a.beats();

        // then
        assertThat(a.reading()).hasSize(4);
        assertThat(world.lastRebalance().why()).isEqualTo("member b left");
    }

    @Test
    void whoIsSilentForItsSessionIsGone() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        world.settle(a, b);

        // when only a sends heartbeats
        for (int i = 0; i < SESSION_MS / 5_000 + 1; i++) {
            world.passes(5_000);
            a.beats();
        }

        // then
        assertThat(a.reading()).hasSize(4);
        assertThat(world.lastRebalance().why()).contains("member b sent no heartbeat for 45000 ms");
        assertThat(b.beats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void whoDoesNotGivePartitionsUpInTimeIsGone() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        a.beats();
        world.passes(1_000);
        b.beats();

        // when a is alive and never says what it reads
        for (int i = 0; i < ConsumerMember.REBALANCE_TIMEOUT_MS / 5_000 + 1; i++) {
            a.ask(request -> request);
            b.beats();
            world.passes(5_000);
        }
        b.beats();

        // then
        assertThat(b.reading()).hasSize(4);
        assertThat(world.lastRebalance().why()).contains("member a did not give up its partitions within 60000 ms");
    }

    @Test
    void topicsThatGrowComeOrGoAreNoticedWithTheNextHeartbeat() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t", "later");
        world.settle(a);

        // when
        world.topics().grow("t", 6);
        world.passes(1_000);
        a.beats();

        // then
        assertThat(a.reading()).hasSize(6);
        assertThat(world.lastRebalance().why()).isEqualTo("topic t changed");

        // when
        world.topics().create("later", 1);
        world.topics().delete("t");
        world.passes(1_000);
        a.beats();
        a.beats();

        // then
        assertThat(a.reading()).containsExactly("later:0");
        assertThat(world.lastRebalance().why()).isEqualTo("topics later, t changed");
    }

    @Test
    void membersMayReadDifferentTopics() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t", "u");
        ConsumerMember b = world.consumer("b").subscribedTo("t");

        // when
        world.settle(a, b);

        // then
        assertThat(a.reading()).contains("u:0", "u:1").hasSize(3);
        assertThat(b.reading()).hasSize(3);
    }

    @Test
    void theAssignorMostMembersAskForIsTaken() {
        // given
        world.topics().create("v", 2);
        ConsumerMember a = world.consumer("a").subscribedTo("u", "v").asking("range");
        ConsumerMember b = world.consumer("b").subscribedTo("u", "v").asking("range");
        ConsumerMember c = world.consumer("c").subscribedTo("u", "v").asking("uniform");

        // when
        world.settle(a, b, c);

        // then the third of three has nothing, as range would have it
        assertThat(a.reading()).containsExactly("u:0", "v:0");
        assertThat(c.reading()).isEmpty();
        assertThat(world.consumers().assignorName()).isEqualTo("range");
    }

    @Test
    void aStaticMemberThatComesBackHasWhatItHadWithoutARebalance() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t").named("i1");
        ConsumerMember b = world.consumer("b").subscribedTo("t").named("i2");
        world.settle(a, b);
        var before = a.reading();
        int epoch = a.epoch();

        // when it goes and comes as another process
        assertThat(a.leaves(-2)).isEqualTo(ErrorCode.NONE);
        ConsumerMember again = world.consumer("a2").subscribedTo("t").named("i1");
        again.beats();

        // then
        assertThat(again.reading()).isEqualTo(before);
        assertThat(again.epoch()).isEqualTo(epoch);
        assertThat(b.beats()).isEqualTo(ErrorCode.NONE);
        assertThat(b.epoch()).isEqualTo(epoch);
    }

    @Test
    void aStaticMemberThatDoesNotComeBackIsGoneAfterItsSession() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t").named("i1");
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        world.settle(a, b);
        a.leaves(-2);

        // when
        for (int i = 0; i < SESSION_MS / 5_000 + 2; i++) {
            world.passes(5_000);
            b.beats();
        }

        // then
        assertThat(b.reading()).hasSize(4);
    }

    @Test
    void aRegularExpressionIsLookedUpByTheBrokerAndAgainWhenTopicsCome() {
        // given
        ConsumerMember a = world.consumer("a").matching("t.*");

        // when
        a.beats();

        // then
        assertThat(a.reading()).hasSize(4);

        // when
        world.topics().create("t2", 1);
        world.passes(11_000);
        a.beats();
        a.beats();

        // then
        assertThat(a.reading()).contains("t2:0").hasSize(5);
        assertThat(world.lastRebalance().why()).isEqualTo("the regular expression t.* now matches t, t2");
    }

    @Test
    void aMemberChangesFromNamesToARegularExpression() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("u");
        world.settle(a);

        // when
        a.matching("t").take(a.ask(request -> a.full().apply(request).subscribedTopicNames(List.of())));
        world.settle(a);

        // then
        assertThat(a.reading()).containsExactly("t:0", "t:1", "t:2", "t:3");
    }

    @Test
    void aGroupIsLoadedAsItWas() {
        // given a group in the middle of a rebalance, with a static member and a regular expression
        ConsumerMember a = world.consumer("a").subscribedTo("t").named("i1");
        ConsumerMember b = world.consumer("b").matching("u|t");
        world.settle(a, b);
        world.consumer("c").subscribedTo("t").beats();
        world.passes(1_000);
        a.beats();

        // when
        var loaded = world.describeConsumers(world.reader(), "group");

        // then
        assertThat(loaded).isEqualTo(world.consumers());
        assertThat(loaded.members()).hasSize(3);
    }

    @Test
    void aMissedAnswerIsToldAgainToWhoSaysTheEpochBefore() {
        // given a member that misses the answer with its new epoch
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        world.settle(a);
        world.topics().grow("t", 5);
        world.passes(1_000);
        a.ask(a.full());

        // when
        ErrorCode error = a.beats();

        // then
        assertThat(error).isEqualTo(ErrorCode.NONE);
        assertThat(a.reading()).hasSize(5);
    }

    @Test
    void assignmentsAreNotMadeMoreOftenThanTheIntervalSays() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        a.beats();

        // when b comes within a second of the last assignment
        ConsumerMember b = world.consumer("b").subscribedTo("t");
        b.beats();

        // then
        assertThat(world.consumers().groupEpoch()).isEqualTo(3);
        assertThat(world.consumers().assignmentEpoch()).isEqualTo(2);
        assertThat(world.consumers().groupState()).isEqualTo("Assigning");
    }

    @Test
    void theSettingsOfTheGroupAreToldAndObeyed() {
        // given
        world = new GroupWorld(GroupConfig.defaults()
                .withConsumer(
                        ConsumerGroupConfig.defaults().withTiming(new ConsumerGroupConfig.Timing(50_000, 7_000, 0))));
        givenTopics();
        ConsumerMember a = world.consumer("a").subscribedTo("t");

        // when
        ConsumerGroupHeartbeatResponse answer = a.ask(a.full());

        // then
        assertThat(answer.heartbeatIntervalMs()).isEqualTo(7_000);
        world.passes(49_000);
        assertThat(world.consumers().members()).hasSize(1);
        world.passes(1_500);
        assertThat(world.consumers().members()).isEmpty();
    }

    @Test
    void groupsOfBothProtocolsAreListedByTypeAndState() {
        // given
        world.consumer("a").subscribedTo("t").beats();
        world.givenStable(new TestMember(world, "classic", "old"));

        // when, then
        assertThat(list(List.of(), List.of("consumer"))).containsExactly("group");
        assertThat(list(List.of(), List.of("Classic"))).containsExactly("old");
        assertThat(list(List.of("stable"), List.of())).containsExactlyInAnyOrder("group", "old");
        assertThat(list(List.of("Empty"), List.of())).isEmpty();
    }

    @Test
    void anEmptyGroupCanBeDeletedAndLeavesNothingBehind() {
        // given
        ConsumerMember a = world.consumer("a").matching("t");
        a.beats();
        assertThat(delete()).isEqualTo(ErrorCode.NON_EMPTY_GROUP);
        a.leaves(-1);

        // when
        ErrorCode error = delete();

        // then
        assertThat(error).isEqualTo(ErrorCode.NONE);
        assertThat(delete()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        world.restart();
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    }

    private List<String> list(List<String> states, List<String> types) {
        return world
                .now(world.coordinator()
                        .listGroups(
                                GroupWorld.context("admin", 5),
                                ListGroupsRequest.builder()
                                        .statesFilter(states)
                                        .typesFilter(types)
                                        .build()))
                .get()
                .groups()
                .stream()
                .map(ListedGroup::groupId)
                .toList();
    }

    private ErrorCode delete() {
        return ErrorCode.forCode(world.now(world.coordinator()
                        .deleteGroups(
                                GroupWorld.context("admin", 2),
                                DeleteGroupsRequest.builder()
                                        .groupsNames(List.of("group"))
                                        .build()))
                .get()
                .results()
                .getFirst()
                .errorCode());
    }
}

package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroupMember;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    private final GroupWorld world = new GroupWorld();
    private final TestOffsets offsets = new TestOffsets(world);

    @Test
    void groupsAreListedWithStateAndType() {
        given_a_stable_and_an_empty_group();

        assertThat(list(List.of(), List.of()).groups())
                .extracting(
                        ListedGroup::groupId,
                        ListedGroup::protocolType,
                        ListedGroup::groupState,
                        ListedGroup::groupType)
                .containsExactlyInAnyOrder(
                        tuple("stable", "consumer", "Stable", "classic"), tuple("group", "", "Empty", "classic"));
    }

    @Test
    void listsAreFilteredByStateAndTypeInAnyCase() {
        given_a_stable_and_an_empty_group();

        assertThat(list(List.of("sTABLE"), List.of()).groups())
                .extracting(ListedGroup::groupId)
                .containsExactly("stable");
        assertThat(list(List.of("Empty", "Dead"), List.of("Classic")).groups())
                .extracting(ListedGroup::groupId)
                .containsExactly("group");
        assertThat(list(List.of(), List.of("share")).groups()).isEmpty();
        assertThat(list(List.of("nonsense"), List.of()).groups()).isEmpty();
    }

    @Test
    void aListIsNotGivenWhileGroupsAreLoaded() {
        world.log().replayDelayMs(1_000);
        world.restart();

        assertThat(list(List.of(), List.of()).errorCode()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS.code());
    }

    @Test
    void aStableGroupIsDescribedWithEverything() {
        TestMember a = world.member("a");
        TestMember b = world.member("b").instance("two");
        world.givenStable(a, b);

        DescribedGroup group = world.describe("group");

        assertThat(group.protocolType()).isEqualTo("consumer");
        assertThat(group.protocolData()).isEqualTo("range");
        DescribedGroupMember member = group.members().getLast();
        assertThat(member.memberId()).isEqualTo(b.id());
        assertThat(member.groupInstanceId()).isEqualTo("two");
        assertThat(member.clientId()).isEqualTo("b");
        assertThat(member.clientHost()).isEqualTo("/127.0.0.1");
        assertThat(member.memberMetadata()).isEqualTo(Subscriptions.to("orders"));
        assertThat(GroupWorld.text(member.memberAssignment())).isEqualTo("1 for " + b.id());
    }

    @Test
    void aGroupThatRebalancesIsDescribedWithoutMetadata() {
        world.member("a").joins();

        DescribedGroup group = world.describe("group");

        assertThat(group.groupState()).isEqualTo("PreparingRebalance");
        assertThat(group.protocolData()).isEmpty();
        assertThat(group.members()).hasSize(1);
        assertThat(group.members().getFirst().memberMetadata().hasRemaining()).isFalse();
    }

    @Test
    void anUnknownGroupIsAnErrorFromVersionSixOnAndDeadBefore() {
        DescribedGroup now = world.describe("nobody");
        DescribedGroup before = world.now(world.coordinator()
                        .describeGroups(
                                GroupWorld.context("admin", 5),
                                DescribeGroupsRequest.builder()
                                        .groups(List.of("nobody"))
                                        .build()))
                .get()
                .groups()
                .getFirst();

        assertThat(now.errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        assertThat(now.errorMessage()).contains("nobody");
        assertThat(before.errorCode()).isZero();
        assertThat(before.errorMessage()).isNull();
        assertThat(before.groupState()).isEqualTo("Dead");
    }

    @Test
    void onlyEmptyGroupsCanBeDeleted() {
        given_a_stable_and_an_empty_group();

        assertThat(delete("group", "stable", "nobody", "group"))
                .extracting(DeletableGroupResult::groupId, result -> ErrorCode.forCode(result.errorCode()))
                .containsExactly(
                        tuple("group", ErrorCode.NONE),
                        tuple("stable", ErrorCode.NON_EMPTY_GROUP),
                        tuple("nobody", ErrorCode.GROUP_ID_NOT_FOUND));

        world.restart();
        assertThat(offsets.all()).isEmpty();
        assertThat(list(List.of(), List.of()).groups())
                .extracting(ListedGroup::groupId)
                .containsExactly("stable");
    }

    @Test
    void groupsAreSpreadOverPartitionsAsKafkaDoes() {
        GroupCoordinator coordinator = new GroupCoordinator(
                GroupConfig.defaults(), new FakeTopics(), new FakeStates(), world.time(), world.time());

        // Kafka: abs(hashCode) % 50, and 0 for the one hash that has no absolute value.
        assertThat(coordinator.partitionFor("group")).isEqualTo(47);
        assertThat(coordinator.partitionFor("my-consumer-group")).isEqualTo(13);
        assertThat("polygenelubricants".hashCode()).isEqualTo(Integer.MIN_VALUE);
        assertThat(coordinator.partitionFor("polygenelubricants")).isZero();
    }

    private void given_a_stable_and_an_empty_group() {
        world.topics().create("orders", 1);
        offsets.commits("orders", 0, 1);
        TestMember a = new TestMember(world, "a", "stable").joins();
        world.passes(3_000);
        a.takesJoinAnswer();
        a.syncs();
    }

    private ListGroupsResponse list(List<String> states, List<String> types) {
        return world.now(world.coordinator()
                        .listGroups(
                                GroupWorld.context("admin", 5),
                                ListGroupsRequest.builder()
                                        .statesFilter(states)
                                        .typesFilter(types)
                                        .build()))
                .get();
    }

    private List<DeletableGroupResult> delete(String... groupIds) {
        return world.now(world.coordinator()
                        .deleteGroups(
                                GroupWorld.context("admin", 2),
                                DeleteGroupsRequest.builder()
                                        .groupsNames(List.of(groupIds))
                                        .build()))
                .get()
                .results();
    }
}

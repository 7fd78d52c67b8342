package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsResult;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Groups as an admin client sees and changes them. */
@Execution(ExecutionMode.CONCURRENT)
class AdminGroupsTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    private final Admin admin = BROKER.admin();

    @Test
    void listsGroupsByStateAndType() {
        String live = BROKER.name("group");
        String empty = committed(BROKER.name("group"), new TopicPartition(BROKER.topic(), 0), 1);
        try (Member _ = member(live, BROKER.topic(), "c")) {
            awaitState(live, GroupState.STABLE);

            assertThat(groups(new ListGroupsOptions())).contains(live, empty);
            assertThat(groups(ListGroupsOptions.forConsumerGroups())).contains(live, empty);
            assertThat(groups(new ListGroupsOptions().inGroupStates(Set.of(GroupState.STABLE))))
                    .contains(live)
                    .doesNotContain(empty);
            assertThat(groups(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY))))
                    .contains(empty)
                    .doesNotContain(live);
            assertThat(groups(new ListGroupsOptions().withTypes(Set.of(GroupType.CLASSIC))))
                    .contains(live, empty);
            assertThat(groups(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER))))
                    .isEmpty();
            GroupListing listing = result(admin.listGroups().all()).stream()
                    .filter(group -> group.groupId().equals(live))
                    .findFirst()
                    .orElseThrow();
            assertThat(listing.type()).contains(GroupType.CLASSIC);
            assertThat(listing.protocol()).isEqualTo("consumer");
            assertThat(listing.groupState()).contains(GroupState.STABLE);
        }
    }

    @Test
    void describesMembersAndTheirPartitions() {
        String topic = BROKER.topic(4);
        String group = BROKER.name("group");
        try (Member first = member(group, topic, "client-a");
                Member second = member(group, topic, "client-b")) {
            Await.until(
                    "both have partitions",
                    () -> first.assignment().size() == 2 && second.assignment().size() == 2);

            ConsumerGroupDescription description = describe(group);

            assertThat(description.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(description.type()).isEqualTo(GroupType.CLASSIC);
            assertThat(description.isSimpleConsumerGroup()).isFalse();
            assertThat(description.partitionAssignor()).isEqualTo("range");
            assertThat(description.coordinator().id()).isEqualTo(1);
            assertThat(description.authorizedOperations()).isNull();
            assertThat(description.members())
                    .extracting(MemberDescription::clientId)
                    .containsExactlyInAnyOrder("client-a", "client-b");
            assertThat(description.members())
                    .extracting(MemberDescription::consumerId)
                    .containsExactlyInAnyOrder(first.memberId(), second.memberId());
            assertThat(description.members())
                    .extracting(MemberDescription::host)
                    .containsOnly("/127.0.0.1");
            assertThat(description.members())
                    .extracting(member -> member.assignment().topicPartitions())
                    .containsExactlyInAnyOrder(first.assignment(), second.assignment());
            assertThat(result(admin.describeConsumerGroups(
                                            List.of(group),
                                            new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                                    .all())
                            .get(group)
                            .authorizedOperations())
                    .contains(AclOperation.READ, AclOperation.DELETE);
        }
        awaitState(group, GroupState.EMPTY);
        assertThatThrownBy(() -> describe(BROKER.name("none"))).isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void aGroupThatOnlyCommitsIsSimple() {
        String group = BROKER.name("group");
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", group)) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
        }
        assertThat(describe(group).isSimpleConsumerGroup()).isTrue();
        assertThat(describe(group).groupState()).isEqualTo(GroupState.EMPTY);
    }

    @Test
    void listsAltersAndDeletesOffsets() {
        TopicPartition first = new TopicPartition(BROKER.topic(), 0);
        TopicPartition second = new TopicPartition(BROKER.topic(), 0);
        String group = BROKER.name("group");
        result(admin.alterConsumerGroupOffsets(
                        group, Map.of(first, new OffsetAndMetadata(3, "note"), second, new OffsetAndMetadata(4)))
                .all());

        assertThat(offsets(group))
                .isEqualTo(Map.of(first, new OffsetAndMetadata(3, "note"), second, new OffsetAndMetadata(4)));
        Map<TopicPartition, OffsetAndMetadata> asked = result(admin.listConsumerGroupOffsets(Map.of(
                        group,
                        new ListConsumerGroupOffsetsSpec()
                                .topicPartitions(List.of(first, new TopicPartition(first.topic(), 9)))))
                .partitionsToOffsetAndMetadata(group));
        assertThat(asked).containsEntry(first, new OffsetAndMetadata(3, "note"));
        assertThat(asked).containsEntry(new TopicPartition(first.topic(), 9), null);

        result(admin.deleteConsumerGroupOffsets(group, Set.of(first)).all());
        assertThat(offsets(group)).containsOnlyKeys(second);

        TopicPartition nowhere = new TopicPartition(BROKER.name("none"), 0);
        assertThatThrownBy(() -> result(
                        admin.deleteConsumerGroupOffsets(group, Set.of(nowhere)).partitionResult(nowhere)))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() ->
                        result(admin.alterConsumerGroupOffsets(group, Map.of(nowhere, new OffsetAndMetadata(1)))
                                .partitionResult(nowhere)))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(offsets(BROKER.name("none"))).isEmpty();
        assertThatThrownBy(() -> result(admin.deleteConsumerGroupOffsets(BROKER.name("none"), Set.of(first))
                        .all()))
                .isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void listsOffsetsOfManyGroupsAtOnce() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        String first = committed(BROKER.name("group"), partition, 1);
        String second = committed(BROKER.name("group"), partition, 2);
        ListConsumerGroupOffsetsSpec all = new ListConsumerGroupOffsetsSpec();

        var offsets = result(
                admin.listConsumerGroupOffsets(Map.of(first, all, second, all)).all());

        assertThat(offsets.get(first)).isEqualTo(Map.of(partition, new OffsetAndMetadata(1)));
        assertThat(offsets.get(second)).isEqualTo(Map.of(partition, new OffsetAndMetadata(2)));
    }

    @Test
    void whatALiveGroupReadsIsNotTakenFromIt() {
        String topic = BROKER.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        String group = BROKER.name("group");
        try (Member member = member(group, topic, "c")) {
            Await.until("it has its partition", () -> member.assignment().size() == 1);

            assertThatThrownBy(() -> result(admin.deleteConsumerGroupOffsets(group, Set.of(partition))
                            .partitionResult(partition)))
                    .isInstanceOf(GroupSubscribedToTopicException.class);
            assertThatThrownBy(() ->
                            result(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(0)))
                                    .all()))
                    .isInstanceOf(UnknownMemberIdException.class);
            assertThatThrownBy(() ->
                            result(admin.deleteConsumerGroups(List.of(group)).all()))
                    .isInstanceOf(GroupNotEmptyException.class);
        }
    }

    @Test
    void deletesEmptyGroupsOnly() {
        String empty = committed(BROKER.name("group"), new TopicPartition(BROKER.topic(), 0), 1);
        String none = BROKER.name("none");

        DeleteConsumerGroupsResult deleted = admin.deleteConsumerGroups(List.of(empty, none));

        result(deleted.deletedGroups().get(empty));
        assertThatThrownBy(() -> result(deleted.deletedGroups().get(none)))
                .isInstanceOf(GroupIdNotFoundException.class);
        assertThat(groups(new ListGroupsOptions())).doesNotContain(empty);
        assertThat(offsets(empty)).isEmpty();
        // The name may be used again.
        committed(empty, new TopicPartition(BROKER.topic(), 0), 2);
        assertThat(offsets(empty).values())
                .extracting(OffsetAndMetadata::offset)
                .containsExactly(2L);
    }

    @Test
    void removesMembersStaticAndAll() {
        String topic = BROKER.topic(3);
        String group = BROKER.name("group");
        Consumer<String, String> one = BROKER.consumer("group.id", group, "group.instance.id", "one");
        Consumer<String, String> two = BROKER.consumer("group.id", group, "group.instance.id", "two");
        Consumer<String, String> dynamic = BROKER.consumer("group.id", group);
        List<Consumer<String, String>> all = List.of(one, two, dynamic);
        try {
            all.forEach(consumer -> consumer.subscribe(List.of(topic)));
            Await.until("all have a partition", () -> {
                all.forEach(consumer -> {
                    var _ = consumer.poll(Duration.ofMillis(20));
                });
                return all.stream().allMatch(consumer -> consumer.assignment().size() == 1);
            });

            MemberToRemove nobody = new MemberToRemove("nobody");
            assertThatThrownBy(() -> result(admin.removeMembersFromConsumerGroup(
                                    group, new RemoveMembersFromConsumerGroupOptions(List.of(nobody)))
                            .memberResult(nobody)))
                    .isInstanceOf(UnknownMemberIdException.class);

            MemberToRemove first = new MemberToRemove("one");
            result(admin.removeMembersFromConsumerGroup(
                            group, new RemoveMembersFromConsumerGroupOptions(List.of(first)))
                    .memberResult(first));
            assertThat(describe(group).members()).hasSize(2);

            result(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all());
            assertThat(describe(group).members()).isEmpty();
            result(admin.deleteConsumerGroups(List.of(group)).all());
        } finally {
            all.forEach(Consumer::close);
        }
    }

    private Collection<String> groups(ListGroupsOptions options) {
        return result(admin.listGroups(options).all()).stream()
                .map(GroupListing::groupId)
                .toList();
    }

    private ConsumerGroupDescription describe(String group) {
        return result(admin.describeConsumerGroups(List.of(group)).all()).get(group);
    }

    private void awaitState(String group, GroupState state) {
        Await.until(
                "group " + group + " is " + state,
                () -> groups(new ListGroupsOptions().inGroupStates(Set.of(state)))
                        .contains(group));
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        return result(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private String committed(String group, TopicPartition partition, long offset) {
        result(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all());
        return group;
    }

    private static Member member(String group, String topic, String client) {
        return new Member(
                BROKER.consumer(
                        "group.id",
                        group,
                        "client.id",
                        client,
                        "partition.assignment.strategy",
                        List.of(RangeAssignor.class)),
                consumer -> consumer.subscribe(List.of(topic)));
    }
}

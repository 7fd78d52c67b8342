package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.group.ClassicConsumer.Habit;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.FakeLog.Fate;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.Member;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroupMember;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One history, from one seed, of a group that members of both protocols come to and go from, so that it goes from one
 * protocol to the other and back: trouble, then peace, with the promises checked throughout.
 */
final class MixedHistory {

    private static final int STEPS = 300;
    private static final int PEACE_ROUNDS = 200;
    private static final int MOST_MEMBERS = 6;
    /** Enough for a group that changes its kind, and little enough to be full at any moment. */
    private static final int SMALL_BATCH_BYTES = 12_000;

    /** In an order: a seed is the same history every time. */
    private static final List<String> TOPICS = List.of("t1", "t2");

    private final Random random;
    private final GroupWorld world = new GroupWorld();
    private final List<GroupReader> members = new ArrayList<>();
    private final Habit habit;
    private int ids;
    private int conversions;
    private String lastKind = "";

    MixedHistory(long seed) {
        random = new Random(seed);
        habit = random.nextBoolean() ? Habit.EAGER : Habit.COOPERATIVE;
        TOPICS.forEach(topic -> world.topics().create(topic, 1 + random.nextInt(5)));
        if (random.nextInt(3) == 0) {
            world.log().maxBatchBytes(SMALL_BATCH_BYTES);
        }
    }

    /** Returns how often the group went from one protocol to the other. */
    int run() {
        world.log().replayDelayMs(200);
        for (int step = 0; step < STEPS; step++) {
            trouble();
            assertNobodyReadsWhatAnotherReads();
        }
        world.log().fates(() -> Fate.COMMITTED);
        world.log().replayDelayMs(0);
        if (members.isEmpty()) {
            come();
        }
        for (int round = 0; round < PEACE_ROUNDS; round++) {
            world.passes(2_000);
            members.forEach(GroupReader::acts);
            assertNobodyReadsWhatAnotherReads();
        }
        assertSettled();
        assertReplayEqual();
        assertWasThereAllTheTime();
        return conversions;
    }

    private void trouble() {
        switch (random.nextInt(28)) {
            case 0, 1 -> come();
            case 2, 3 ->
                some(member -> {
                    members.remove(member);
                    member.leaves();
                });
            // It dies: nobody reads on, and nobody says so.
            case 4 -> some(members::remove);
            case 5 -> some(this::comeBack);
            case 6 -> grow();
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    world.crash();
                }
            }
            case 8 -> world.log().fates(this::fate);
            case 9, 10 -> world.log().fates(() -> Fate.COMMITTED);
            case 11 -> world.passes(random.nextInt(60_000));
            case 12, 13 -> {
                commitMuchElsewhere();
                some(GroupReader::acts);
            }
            default -> {
                world.passes(random.nextInt(2_000));
                for (int i = random.nextInt(4); i >= 0; i--) {
                    some(GroupReader::acts);
                    world.passes(random.nextInt(200));
                }
            }
        }
    }

    private Fate fate() {
        return switch (random.nextInt(10)) {
            case 0 -> Fate.REFUSED;
            case 1 -> Fate.WRITTEN_YET_FAILED;
            default -> Fate.COMMITTED;
        };
    }

    /** What is written next shares a batch with this, or has no room in it. */
    private void commitMuchElsewhere() {
        for (int i = random.nextInt(60); i > 0; i--) {
            var _ = world.coordinator()
                    .offsetCommit(
                            GroupWorld.context("other", TestOffsets.BY_NAME),
                            OffsetCommitRequest.builder()
                                    .groupId("other")
                                    .topics(List.of(OffsetCommitRequestTopic.builder()
                                            .name("t1")
                                            .partitions(List.of(OffsetCommitRequestPartition.builder()
                                                    .committedMetadata("x".repeat(random.nextInt(500)))
                                                    .build()))
                                            .build()))
                                    .build());
        }
    }

    private void come() {
        if (members.size() < MOST_MEMBERS) {
            ids++;
            members.add(reader(random.nextInt(3) == 0 ? Optional.of("i" + ids) : Optional.empty()));
        }
    }

    /** A static member's process ends, and another one of either protocol takes its place. */
    private void comeBack(GroupReader member) {
        if (member.instance().isPresent()) {
            members.remove(member);
            member.leaves();
            ids++;
            members.add(reader(member.instance()));
        }
    }

    private GroupReader reader(Optional<String> instance) {
        if (random.nextBoolean()) {
            return new ClassicConsumer(world, "group", habit, Set.copyOf(TOPICS), instance);
        }
        ConsumerMember member = new ConsumerMember(world, "group", "m" + ids).subscribedTo("t1", "t2");
        instance.ifPresent(member::named);
        return member;
    }

    private void grow() {
        String topic = random.nextBoolean() ? "t1" : "t2";
        if (world.topics().partitionCount(topic) < 10) {
            world.topics().grow(topic, world.topics().partitionCount(topic) + 1);
        }
    }

    private void some(Consumer<GroupReader> action) {
        if (!members.isEmpty()) {
            action.accept(members.get(random.nextInt(members.size())));
        }
    }

    /** Of the members that the coordinator counts as current no two read the same partition. */
    private void assertNobodyReadsWhatAnotherReads() {
        Set<String> current = current();
        Set<String> read = new TreeSet<>();
        for (GroupReader member : members) {
            if (current.contains(member.id())) {
                member.reading()
                        .forEach(partition -> assertThat(read.add(partition))
                                .as("%s is read once", partition)
                                .isTrue());
            }
        }
    }

    private Set<String> current() {
        world.passes(0);
        Set<String> current = new TreeSet<>();
        var consumers = world.consumers();
        if (consumers.errorCode() == 0) {
            consumers.members().stream().map(Member::memberId).forEach(current::add);
            is("consumer");
        } else {
            var classic = world.describe("group");
            classic.members().stream().map(DescribedGroupMember::memberId).forEach(current::add);
            if (!current.isEmpty()) {
                is("classic");
            }
        }
        return current;
    }

    private void is(String kind) {
        if (!lastKind.isEmpty() && !lastKind.equals(kind)) {
            conversions++;
        }
        lastKind = kind;
    }

    private void assertSettled() {
        boolean isConsumerGroup = members.stream().anyMatch(ConsumerMember.class::isInstance);
        String state = isConsumerGroup ? world.consumers().groupState() : world.state();
        assertThat(state).isEqualTo("Stable");
        assertThat(current())
                .containsExactlyInAnyOrderElementsOf(
                        members.stream().map(GroupReader::id).toList());
        Set<String> read = new TreeSet<>();
        members.forEach(member -> read.addAll(member.reading()));
        Set<String> wanted = new TreeSet<>();
        for (String topic : TOPICS) {
            for (int i = 0; i < world.topics().partitionCount(topic); i++) {
                wanted.add(topic + ":" + i);
            }
        }
        assertThat(read).isEqualTo(wanted);
    }

    /**
     * Whichever batch a crash leaves as the last: who loads the log finds the group, of one kind or of the other, unless
     * nobody was in it before, and it has expired.
     */
    private void assertWasThereAllTheTime() {
        GroupMachine loading =
                new GroupMachine(GroupConfig.defaults(), world.topics(), _ -> {}, () -> "", new RebalanceCounts());
        boolean hadMembers = false;
        boolean isThere = false;
        for (List<CoordinatorRecord> batch : world.log().recordsByBatch()) {
            batch.forEach(loading::replay);
            var consumers = loading.describeConsumerGroup("group");
            var classic = loading.describe(GroupWorld.context("admin", GroupWorld.NEWEST_DESCRIBE), "group");
            isThere = consumers.errorCode() == 0 || classic.errorCode() == 0;
            assertThat(isThere || !hadMembers).as("the group is there").isTrue();
            hadMembers = !consumers.members().isEmpty() || !classic.members().isEmpty();
        }
        assertThat(isThere).isTrue();
    }

    /** A coordinator that only read the log knows the same group as the one that wrote it. */
    private void assertReplayEqual() {
        try (GroupCoordinator reader = world.reader()) {
            assertThat(world.describeConsumers(reader, "group")).isEqualTo(world.consumers());
            assertThat(world.describe(reader, "group")).isEqualTo(world.describe("group"));
        }
    }
}

package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.FakeLog.Fate;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.Member;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One history of a consumer group from one seed: trouble, then peace, with the promises checked throughout. */
final class ConsumerHistory {

    private static final int STEPS = 250;
    private static final int PEACE_ROUNDS = 60;
    private static final int MOST_MEMBERS = 6;
    private static final int HEARTBEAT_MS = 5_000;
    private static final int COMPACTIONS = 5;

    private final Random random;
    private final GroupWorld world = new GroupWorld();
    private final List<ConsumerMember> members = new ArrayList<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private int ids;
    private int lastEpoch;
    private long epochs;

    ConsumerHistory(long seed) {
        random = new Random(seed);
        for (String topic : List.of("t1", "t2", "x1")) {
            partitions.put(topic, 1 + random.nextInt(6));
            world.topics().create(topic, partitions.getOrDefault(topic, 1));
        }
    }

    /** Returns how many epochs the group went through. */
    long run() {
        world.log().replayDelayMs(200);
        for (int step = 0; step < STEPS; step++) {
            trouble();
            assertNobodyReadsWhatAnotherReads();
        }
        world.log().fates(() -> Fate.COMMITTED);
        world.log().replayDelayMs(0);
        if (members.isEmpty()) {
            join();
        }
        for (int round = 0; round < PEACE_ROUNDS; round++) {
            world.passes(HEARTBEAT_MS);
            members.forEach(ConsumerMember::beats);
            assertNobodyReadsWhatAnotherReads();
        }
        assertSettled();
        assertThat(world.describeConsumers(world.reader(), "group"))
                .as("what a replay gives")
                .isEqualTo(world.consumers());
        for (int i = 0; i < COMPACTIONS; i++) {
            assertThat(replayed(compacted(world.log().records())))
                    .as("what a replay of the compacted log gives")
                    .isEqualTo(world.consumers());
        }
        return epochs;
    }

    /** The log after its first part, up to anywhere, was compacted; with or without the tombstones in there. */
    private List<CoordinatorRecord> compacted(List<CoordinatorRecord> records) {
        int cut = random.nextInt(records.size() + 1);
        boolean dropsTombstones = random.nextBoolean();
        Map<ByteBuffer, Integer> last = new HashMap<>();
        for (int i = 0; i < cut; i++) {
            last.put(records.get(i).key(), i);
        }
        List<CoordinatorRecord> kept = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            CoordinatorRecord record = records.get(i);
            boolean isLast = i >= cut || last.getOrDefault(record.key(), i) == i;
            boolean isDropped = i < cut && dropsTombstones && record.value() == null;
            if (isLast && !isDropped) {
                kept.add(record);
            }
        }
        return kept;
    }

    private DescribedGroup replayed(List<CoordinatorRecord> records) {
        ConsumerGroups groups = new ConsumerGroups(
                ConsumerGroupConfig.defaults(), world.topics()::view, () -> "none", new RebalanceCounts());
        GroupReplay replay = new GroupReplay(new Groups(), TestOffsets.modern(groups), new OffsetStore());
        records.forEach(replay::replay);
        return groups.describe("group").orElseThrow();
    }

    private void trouble() {
        switch (random.nextInt(24)) {
            case 0, 1 -> join();
            case 2 ->
                some(member -> {
                    member.leaves(-1);
                    members.remove(member);
                });
            // It dies: nobody reads on, and nobody says so.
            case 3 -> some(members::remove);
            case 4 -> bounce();
            case 5 -> grow();
            case 6 -> world.crash();
            case 7 -> world.log().fates(() -> fate());
            case 8 -> world.log().fates(() -> Fate.COMMITTED);
            case 9 -> some(member -> subscribe(member));
            case 10 -> world.passes(random.nextInt(60_000));
            // The answer is lost: the broker goes on, the member does not know.
            case 11, 12 -> some(member -> answer(member.full(), member));
            default -> {
                world.passes(random.nextInt(3_000));
                some(member -> {
                    ConsumerGroupHeartbeatResponse response = answer(member.full(), member);
                    assertUnlessUnavailable(response);
                    member.take(response);
                });
            }
        }
    }

    private ConsumerGroupHeartbeatResponse answer(
            UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> change, ConsumerMember member) {
        CompletableFuture<ConsumerGroupHeartbeatResponse> future = world.coordinator()
                .consumerGroupHeartbeat(
                        GroupWorld.context("client", ConsumerMember.NEWEST_HEARTBEAT),
                        member.request(change),
                        topic -> true);
        world.passes(100);
        return future.join();
    }

    private static void assertUnlessUnavailable(ConsumerGroupHeartbeatResponse response) {
        assertThat(ErrorCode.forCode(response.errorCode()))
                .isIn(
                        ErrorCode.NONE,
                        ErrorCode.FENCED_MEMBER_EPOCH,
                        ErrorCode.FENCED_INSTANCE_ID,
                        ErrorCode.UNRELEASED_INSTANCE_ID,
                        ErrorCode.UNKNOWN_MEMBER_ID,
                        ErrorCode.GROUP_ID_NOT_FOUND,
                        ErrorCode.NOT_COORDINATOR,
                        ErrorCode.COORDINATOR_NOT_AVAILABLE,
                        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    }

    private Fate fate() {
        return switch (random.nextInt(8)) {
            case 0 -> Fate.REFUSED;
            case 1 -> Fate.WRITTEN_YET_FAILED;
            default -> Fate.COMMITTED;
        };
    }

    private void join() {
        if (members.size() < MOST_MEMBERS) {
            ids++;
            ConsumerMember member = new ConsumerMember(world, "group", "m" + ids);
            subscribe(member);
            if (random.nextInt(3) == 0) {
                member.named("i" + ids);
            }
            members.add(member);
        }
    }

    private void subscribe(ConsumerMember member) {
        switch (random.nextInt(4)) {
            case 0 -> member.matching("t.*");
            case 1 -> member.matching("").subscribedTo("t1", "t2", "x1");
            case 2 -> member.matching("").subscribedTo("t1", "missing");
            default -> member.matching("").subscribedTo("t1", "t2");
        }
    }

    /** A static member says that it will be back, and is back under another member id. */
    private void bounce() {
        some(member -> member.instance().ifPresent(instance -> {
            member.leaves(-2);
            ids++;
            members.remove(member);
            ConsumerMember again = new ConsumerMember(world, "group", "m" + ids).named(instance);
            subscribe(again);
            members.add(again);
        }));
    }

    private void grow() {
        String topic = new ArrayList<>(partitions.keySet()).get(random.nextInt(partitions.size()));
        partitions.merge(topic, 1, Integer::sum);
        world.topics().grow(topic, partitions.getOrDefault(topic, 1));
    }

    private void some(Consumer<ConsumerMember> action) {
        if (!members.isEmpty()) {
            action.accept(members.get(random.nextInt(members.size())));
        }
    }

    /** Of the members that the coordinator counts as current no two read the same partition. */
    private void assertNobodyReadsWhatAnotherReads() {
        world.passes(0);
        DescribedGroup group = world.consumers();
        if (group.errorCode() != 0) {
            return;
        }
        if (group.groupEpoch() > lastEpoch) {
            epochs += group.groupEpoch() - lastEpoch;
        }
        lastEpoch = group.groupEpoch();
        Set<String> current = new TreeSet<>();
        Set<String> held = new TreeSet<>();
        for (Member member : group.members()) {
            current.add(member.memberId());
            member.assignment()
                    .topicPartitions()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> assertThat(held.add(topic.topicName() + ":" + partition))
                                    .as("%s:%s is held once", topic.topicName(), partition)
                                    .isTrue()));
        }
        Set<String> read = new TreeSet<>();
        for (ConsumerMember member : members) {
            if (current.contains(member.id())) {
                member.reading()
                        .forEach(partition -> assertThat(read.add(partition))
                                .as("%s is read once", partition)
                                .isTrue());
            }
        }
    }

    private void assertSettled() {
        DescribedGroup group = world.consumers();
        assertThat(group.groupState()).isEqualTo("Stable");
        assertThat(group.members()).extracting(Member::memberId).containsExactlyInAnyOrderElementsOf(ids(members));
        Set<String> wanted = new TreeSet<>();
        Set<String> read = new TreeSet<>();
        for (ConsumerMember member : members) {
            partitions.forEach((topic, count) -> {
                for (int i = 0; member.wants(topic) && i < count; i++) {
                    wanted.add(topic + ":" + i);
                }
            });
            read.addAll(member.reading());
            assertThat(member.reading())
                    .allMatch(partition -> member.wants(partition.substring(0, partition.indexOf(':'))));
        }
        assertThat(read).isEqualTo(wanted);
    }

    private static List<String> ids(List<ConsumerMember> members) {
        return members.stream().map(ConsumerMember::id).toList();
    }
}

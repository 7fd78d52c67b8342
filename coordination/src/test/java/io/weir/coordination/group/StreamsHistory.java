package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.FakeLog.Fate;
import io.weir.coordination.streams.StreamsGroupConfig;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One history of a streams group from one seed: trouble, then peace, with the promises checked throughout. */
final class StreamsHistory {

    private static final int STEPS = 250;
    private static final int PEACE_ROUNDS = 60;
    private static final int MOST_MEMBERS = 6;

    private final Random random;
    private final int partitions;
    private final int replicas;
    private final GroupWorld world;
    private final List<StreamsClient> members = new ArrayList<>();
    private int ids;
    private int lastEpoch;
    private long epochs;

    StreamsHistory(long seed) {
        random = new Random(seed);
        replicas = random.nextInt(3);
        partitions = 1 + random.nextInt(5);
        world = new GroupWorld(GroupConfig.defaults()
                .withStreams(new StreamsGroupConfig(
                        100,
                        _ -> new StreamsGroupConfig.Settings(
                                45_000, 5_000, 1_000, random.nextBoolean() ? 0 : 3_000, replicas))));
        if (random.nextBoolean()) {
            world.topics().create(StreamsClient.INPUT, partitions);
        }
    }

    /** Returns how many epochs the group went through. */
    long run() {
        world.log().replayDelayMs(200);
        for (int step = 0; step < STEPS; step++) {
            trouble();
            assertNobodyDoesWhatAnotherDoes();
        }
        world.log().fates(() -> Fate.COMMITTED);
        world.log().replayDelayMs(0);
        if (members.isEmpty()) {
            come();
        }
        createInput();
        members.forEach(StreamsClient::catchesUp);
        for (int round = 0; round < PEACE_ROUNDS; round++) {
            world.passes(5_000);
            members.forEach(StreamsClient::beats);
            assertNobodyDoesWhatAnotherDoes();
        }
        assertSettled();
        try (GroupCoordinator reader = world.reader()) {
            assertThat(world.describeStreams(reader, "app"))
                    .as("what a replay gives")
                    .isEqualTo(world.describeStreams(world.coordinator(), "app"));
        }
        return epochs;
    }

    private void trouble() {
        switch (random.nextInt(26)) {
            case 0, 1 -> come();
            case 2 ->
                some(member -> {
                    member.leaves();
                    members.remove(member);
                });
            // It dies: nobody works on, and nobody says so.
            case 3 -> some(members::remove);
            case 4 -> {
                if (random.nextInt(3) == 0) {
                    world.crash();
                }
            }
            case 5 -> world.log().fates(this::fate);
            case 6, 7 -> world.log().fates(() -> Fate.COMMITTED);
            case 8 -> world.passes(random.nextInt(60_000));
            // The answer is lost: the broker goes on, the member does not know.
            case 9, 10 ->
                some(member -> {
                    var _ = member.send();
                    world.passes(100);
                });
            case 11 -> some(StreamsClient::slowsDown);
            case 12 -> some(StreamsClient::catchesUp);
            case 13 -> createInput();
            // Somebody deletes what the application needs; the broker makes it again.
            case 14 -> loseTopic(random.nextBoolean() ? StreamsClient.CHANGELOG : StreamsClient.REPARTITION);
            default -> {
                world.passes(random.nextInt(3_000));
                some(StreamsClient::beats);
            }
        }
    }

    private void loseTopic(String name) {
        if (world.topics().partitionCount(name) > 0) {
            world.topics().delete(name);
        }
    }

    private void createInput() {
        if (world.topics().partitionCount(StreamsClient.INPUT) == 0) {
            world.topics().create(StreamsClient.INPUT, partitions);
        }
    }

    private Fate fate() {
        return switch (random.nextInt(8)) {
            case 0 -> Fate.REFUSED;
            case 1 -> Fate.WRITTEN_YET_FAILED;
            default -> Fate.COMMITTED;
        };
    }

    private void come() {
        if (members.size() < MOST_MEMBERS) {
            ids++;
            members.add(new StreamsClient(world, "app", "m" + ids, "p" + random.nextInt(3)));
        }
    }

    private void some(Consumer<StreamsClient> action) {
        if (!members.isEmpty()) {
            action.accept(members.get(random.nextInt(members.size())));
        }
    }

    /** Of the current members no two run the same task, and no process has a task twice. */
    private void assertNobodyDoesWhatAnotherDoes() {
        world.passes(0);
        DescribedGroup group = world.describeStreams(world.coordinator(), "app");
        if (group.errorCode() != 0) {
            return;
        }
        epochs += Math.max(0, group.groupEpoch() - lastEpoch);
        lastEpoch = group.groupEpoch();
        Set<String> current = group.members().stream().map(Member::memberId).collect(Collectors.toSet());
        Set<String> running = new TreeSet<>();
        Set<String> inProcess = new TreeSet<>();
        for (StreamsClient member : members) {
            if (current.contains(member.id())) {
                member.active()
                        .forEach(task -> assertThat(running.add(task))
                                .as("%s is run once", task)
                                .isTrue());
                Set<String> states = new TreeSet<>(member.active());
                states.addAll(member.standby());
                states.forEach(task -> assertThat(inProcess.add(member.processId() + "/" + task))
                        .as("%s is once in process %s", task, member.processId())
                        .isTrue());
            }
        }
    }

    private void assertSettled() {
        DescribedGroup group = world.describeStreams(world.coordinator(), "app");
        assertThat(group.groupState()).isEqualTo("Stable");
        assertThat(group.members())
                .extracting(Member::memberId)
                .containsExactlyInAnyOrderElementsOf(
                        members.stream().map(StreamsClient::id).toList());
        Set<String> running = new TreeSet<>();
        int copies = 0;
        for (StreamsClient member : members) {
            running.addAll(member.active());
            copies += member.standby().size();
            assertThat(member.standby()).allMatch(task -> task.startsWith("1:"));
            int least = 2 * partitions / members.size();
            assertThat(member.active().size()).isBetween(least, least + 1);
        }
        assertThat(running).hasSize(2 * partitions);
        long processes =
                members.stream().map(StreamsClient::processId).distinct().count();
        assertThat(copies).isEqualTo(partitions * (int) Math.min(replicas, processes - 1));
    }
}

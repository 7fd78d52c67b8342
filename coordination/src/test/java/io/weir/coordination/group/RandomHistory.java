package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.FakeLog;
import io.weir.coordination.runtime.FakeLog.Fate;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One history from one seed: ten minutes of trouble, then peace, with the promises checked throughout. */
final class RandomHistory {

    private static final long TROUBLE_MS = 600_000;
    private static final long PEACE_MS = 400_000;
    private static final List<String> GROUPS = List.of("one", "two");
    private static final long YEAR_MS = 365L * 24 * 60 * 60 * 1000;

    private final Random random;
    private final int maxSize;
    private final GroupWorld world;
    private final Ledger ledger = new Ledger();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private int clientIds;

    RandomHistory(long seed) {
        random = new Random(seed);
        int initialDelayMs = random.nextBoolean() ? 0 : 3_000;
        maxSize = random.nextInt(4) == 0 ? 3 : 100;
        world = new GroupWorld(GroupConfig.defaults()
                .withInitialRebalanceDelayMs(initialDelayMs)
                .withMaxSize(maxSize)
                // Groups are never forgotten: a new one of the same name would count generations from one again.
                .withOffsets(new GroupConfig.Offsets(1, 4_096, YEAR_MS, YEAR_MS, 5_000)));
        world.topics().create(SimulatedClient.TOPIC, SimulatedClient.PARTITIONS);
    }

    /** Returns how many generations were assigned. */
    long run() {
        FakeLog log = world.log();
        log.commitDelaysMs(() -> random.nextInt(20) == 0 ? 2_000 : random.nextInt(30));
        log.fates(this::fate);
        log.replayDelayMs(200);
        while (world.time().monotonicMs() < TROUBLE_MS) {
            trouble();
            world.passes(random.nextInt(2_000));
            ledger.assertKept(world.time().monotonicMs());
        }
        log.fates(() -> Fate.COMMITTED);
        log.commitDelayMs(0);
        log.replayDelayMs(0);
        while (world.time().monotonicMs() < TROUBLE_MS + PEACE_MS) {
            world.passes(1_000);
            ledger.assertKept(world.time().monotonicMs());
        }
        GROUPS.forEach(this::assertSettled);
        assertReplayEqual();
        clients.forEach(SimulatedClient::crash);
        world.passes(PEACE_MS);
        assertThat(ledger.openRequests()).as("requests never answered").isZero();
        assertReplayEqual();
        ledger.assertKept(world.time().monotonicMs());
        return ledger.generations();
    }

    private Fate fate() {
        return switch (random.nextInt(100)) {
            case 0 -> Fate.REFUSED;
            case 1 -> Fate.WRITTEN_YET_FAILED;
            default -> Fate.COMMITTED;
        };
    }

    private void trouble() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> come();
            case 3 -> someClient().ifPresent(SimulatedClient::leave);
            case 4 -> someClient().ifPresent(SimulatedClient::crash);
            case 5, 6 -> someClient().ifPresent(client -> client.pause(random.nextInt(60_000)));
            case 7 -> someClient().ifPresent(SimulatedClient::changeSubscription);
            case 8 -> someClient().ifPresent(SimulatedClient::joinAgain);
            case 9 -> someClient().ifPresent(this::comeBack);
            case 10 -> {
                if (random.nextInt(4) == 0) {
                    world.crash();
                }
            }
            case 11, 12, 13, 14, 15, 16, 17 -> readOffsets();
            case 18 -> someClient().ifPresent(client -> client.dawdle(random.nextInt(90_000)));
            default -> {}
        }
        clients.removeIf(SimulatedClient::isGone);
    }

    private void come() {
        if (clients.size() < 10) {
            String group = GROUPS.get(random.nextInt(GROUPS.size()));
            String instance = "static" + random.nextInt(4);
            boolean isStatic =
                    random.nextInt(3) == 0 && clients.stream().noneMatch(client -> isInstance(client, group, instance));
            start(group, isStatic ? Optional.of(instance) : Optional.empty());
        }
    }

    private static boolean isInstance(SimulatedClient client, String group, String instance) {
        return client.groupId().equals(group) && client.instanceId().equals(Optional.of(instance));
    }

    /** A static member's process is replaced by another. */
    private void comeBack(SimulatedClient client) {
        if (client.instanceId().isPresent()) {
            client.crash();
            start(client.groupId(), client.instanceId());
        }
    }

    private void start(String groupId, Optional<String> instanceId) {
        clientIds++;
        SimulatedClient client = new SimulatedClient(world, ledger, random, "c" + clientIds, groupId, instanceId);
        clients.add(client);
        client.live();
    }

    private Optional<SimulatedClient> someClient() {
        return clients.isEmpty() ? Optional.empty() : Optional.of(clients.get(random.nextInt(clients.size())));
    }

    private void readOffsets() {
        String groupId = GROUPS.get(random.nextInt(GROUPS.size()));
        List<Long> before = new ArrayList<>();
        for (int partition = 0; partition < SimulatedClient.PARTITIONS; partition++) {
            before.add(ledger.lastCommitted(groupId, partition));
        }
        long request = ledger.asked("offset fetch", world.time().monotonicMs());
        var _ = world.coordinator()
                .offsetFetch(
                        GroupWorld.context("reader", 9),
                        OffsetFetchRequest.builder()
                                .groups(List.of(TestOffsets.everythingOf(groupId)))
                                .build())
                .thenAccept(answer -> ledger.whileAnswering(() -> {
                    ledger.answered(request);
                    check(groupId, before, answer.groups().getFirst());
                }));
    }

    private void check(String groupId, List<Long> before, OffsetFetchResponseGroup answer) {
        if (answer.errorCode() == 0) {
            List<Long> now = offsetsByPartition(answer);
            for (int partition = 0; partition < SimulatedClient.PARTITIONS; partition++) {
                ledger.fetched(groupId, partition, now.get(partition), before.get(partition));
            }
        }
    }

    private static List<Long> offsetsByPartition(OffsetFetchResponseGroup answer) {
        List<Long> offsets = new ArrayList<>();
        for (int partition = 0; partition < SimulatedClient.PARTITIONS; partition++) {
            offsets.add(-1L);
        }
        answer.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(entry -> offsets.set(entry.partitionIndex(), entry.committedOffset())));
        return offsets;
    }

    /** Whoever is alive is a member of the current generation, and every partition has an owner. */
    private void assertSettled(String groupId) {
        List<SimulatedClient> alive = clients.stream()
                .filter(client -> client.groupId().equals(groupId) && !client.isGone())
                .toList();
        DescribedGroup group = describe(world.coordinator(), groupId);
        if (alive.isEmpty()) {
            assertThat(group.groupState()).as(groupId).isIn("Empty", "Dead");
            return;
        }
        assertThat(group.groupState()).as(groupId).isEqualTo("Stable");
        assertThat(alive).as(groupId).allMatch(SimulatedClient::isSettledMember);
        assertThat(group.members()).as(groupId).hasSameSizeAs(alive);
        assertThat(alive.stream().map(SimulatedClient::generation).distinct()).hasSize(1);
        assertThat(ledger.assignedPartitions(groupId, alive.getFirst().generation()))
                .as(groupId)
                .hasSize(SimulatedClient.PARTITIONS);
    }

    /** A coordinator that only read the log knows the same groups and offsets as the one that wrote it. */
    private void assertReplayEqual() {
        try (GroupCoordinator reader = world.reader()) {
            for (String groupId : GROUPS) {
                DescribedGroup live = describe(world.coordinator(), groupId);
                assertThat(live.groupState()).isIn("Stable", "Empty", "Dead");
                DescribedGroup loaded = describe(reader, groupId);
                if (live.members().size() > maxSize) {
                    // A static member that missed a rebalance stays; a group that is too large rebalances when it is
                    // loaded.
                    assertThat(loaded.groupState()).isEqualTo("PreparingRebalance");
                    assertThat(loaded.members()).hasSameSizeAs(live.members());
                } else {
                    assertThat(loaded).isEqualTo(live);
                }
                assertThat(offsets(reader, groupId)).isEqualTo(offsets(world.coordinator(), groupId));
            }
        }
    }

    private DescribedGroup describe(GroupCoordinator coordinator, String groupId) {
        return world.now(coordinator.describeGroups(
                        GroupWorld.context("admin", 6),
                        DescribeGroupsRequest.builder().groups(List.of(groupId)).build()))
                .get()
                .groups()
                .getFirst();
    }

    private OffsetFetchResponseGroup offsets(GroupCoordinator coordinator, String groupId) {
        return world.now(coordinator.offsetFetch(
                        GroupWorld.context("admin", 9),
                        OffsetFetchRequest.builder()
                                .groups(List.of(TestOffsets.everythingOf(groupId)))
                                .build()))
                .get()
                .groups()
                .getFirst();
    }
}

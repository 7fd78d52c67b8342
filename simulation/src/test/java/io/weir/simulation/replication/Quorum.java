package io.weir.simulation.replication;

import io.weir.coordination.runtime.SimulatedTime;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.Controller;
import io.weir.metadata.controller.Decision;
import io.weir.metadata.controller.ElectLeaders;
import io.weir.metadata.controller.FenceBroker;
import io.weir.metadata.controller.FenceSilentBrokers;
import io.weir.metadata.controller.Moment;
import io.weir.metadata.controller.NotLeaderException;
import io.weir.metadata.controller.RegisterBroker;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.record.PartitionRecord;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The controller over a log of metadata that never forgets and never contradicts itself, but is not always there. */
final class Quorum implements Wires.Place {

    static final int ID = 0;
    private static final int LOOK_EVERY_MS = 250;
    private static final int BALANCE_EVERY_MS = 3_000;

    private final SimulatedTime time;
    private final Random random;
    private final Planted planted;
    private final Controller controller = new Controller(
            new NodeConfig(ID, Map.of("broker.session.timeout.ms", "2000")), MetadataImage.empty("cluster"));
    private final List<List<Message>> entries = new ArrayList<>();
    private final List<Runnable> followers = new ArrayList<>();
    private boolean isThere = true;

    /** An answer, and how many entries there were then. */
    record Done<A>(A answer, int entries) {}

    Quorum(SimulatedTime time, Random random, Planted planted) {
        this.time = time;
        this.random = random;
        this.planted = planted;
        look();
        balance();
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public Runnable guarded(Runnable task) {
        return task;
    }

    MetadataImage image() {
        return controller.image();
    }

    Optional<PartitionImage> partition(int number) {
        return image().topics().partition(World.TOPIC, number);
    }

    /** Entries from one on. */
    List<List<Message>> entriesFrom(int index) {
        return List.copyOf(entries.subList(index, entries.size()));
    }

    int size() {
        return entries.size();
    }

    /** Is run after every entry. */
    void whenMoved(Runnable follower) {
        followers.add(follower);
    }

    /** There is no controller for so long, and then another one that has heard from nobody. */
    void moveElsewhere(long gapMs) {
        isThere = false;
        time.wakeUpIn(gapMs, () -> {
            isThere = true;
            controller.forgetSessions();
        });
    }

    <A> CompletableFuture<Done<A>> submit(Command<A> command) {
        if (!isThere) {
            return CompletableFuture.failedFuture(new NotLeaderException("there is no controller now"));
        }
        return CompletableFuture.completedFuture(decide(command));
    }

    <A> Done<A> decide(Command<A> command) {
        Decision<A> decision = controller.decide(command, new Moment(time.wallClockMs(), random));
        if (!decision.records().isEmpty()) {
            List<Message> records = planted == Planted.FENCED_STAYS_IN_SYNC
                    ? keepInSync(command, decision.records())
                    : decision.records();
            controller.replay(records);
            entries.add(records);
            followers.forEach(Runnable::run);
        }
        return new Done<>(decision.answer(), entries.size());
    }

    private void look() {
        if (isThere) {
            while (!decide(new FenceSilentBrokers()).answer().fenced().isEmpty()) {
                // One at a time.
            }
            if (planted == Planted.ANYBODY_LEADS) {
                var _ = decide(new ElectLeaders(true, Optional.empty()));
            }
        }
        time.wakeUpIn(LOOK_EVERY_MS, this::look);
    }

    private void balance() {
        if (isThere) {
            var _ = decide(ElectLeaders.preferred());
        }
        time.wakeUpIn(BALANCE_EVERY_MS, this::balance);
    }

    private List<Message> keepInSync(Command<?> command, List<Message> records) {
        return switch (command) {
            case FenceBroker _, FenceSilentBrokers _, RegisterBroker _ ->
                records.stream().flatMap(this::keepInSync).toList();
            default -> records;
        };
    }

    private Stream<Message> keepInSync(Message message) {
        if (message instanceof PartitionRecord changed) {
            List<Integer> before =
                    partition(changed.partitionId()).orElseThrow().isr();
            return Stream.of(PartitionRecord.builder()
                    .topicId(changed.topicId())
                    .partitionId(changed.partitionId())
                    .replicas(changed.replicas())
                    .directories(changed.directories())
                    .isr(before)
                    .leader(changed.leader())
                    .leaderEpoch(changed.leaderEpoch())
                    .partitionEpoch(changed.partitionEpoch())
                    .eligibleLeaderReplicas(changed.eligibleLeaderReplicas())
                    .lastKnownLeader(changed.lastKnownLeader())
                    .build());
        }
        return Stream.of(message);
    }
}

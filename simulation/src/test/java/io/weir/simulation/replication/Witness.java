package io.weir.simulation.replication;

import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers what clients were told, and says what may not be. */
final class Witness {

    private final World world;
    private final Map<Integer, Told> told = new HashMap<>();
    private final Map<List<Integer>, Integer> acknowledgedBy = new HashMap<>();
    private final Map<Integer, PartitionImage> compared = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long trace;
    private final Set<Integer> lostPower = new HashSet<>();
    private boolean mayLose;

    Witness(World world) {
        this.world = world;
    }

    /** The same for two runs in which the same happened. */
    long trace() {
        return trace;
    }

    /** What may not be and was. */
    List<String> violations() {
        return violations;
    }

    void noted(Object event) {
        trace = 31 * trace + (world.time().monotonicMs() + "" + event).hashCode();
    }

    void violated(String what) {
        violations.add("at " + world.time().monotonicMs() + " ms: " + what);
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            violated(otherwise);
        }
    }

    /** Runs it where an exception would be lost. */
    void watched(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            violated(e + " at " + List.of(e.getStackTrace()));
        }
    }

    void acknowledged(int partition, int host, Front.Produced answer, String[] values) {
        if (answer.leaderEpoch() >= 0) {
            Integer other = acknowledgedBy.putIfAbsent(List.of(partition, answer.leaderEpoch()), host);
            require(
                    other == null || other == host,
                    "both " + other + " and " + host + " acknowledge in epoch " + answer.leaderEpoch());
        }
        for (int i = 0; i < values.length; i++) {
            told(partition, answer.leaderEpoch(), new Replica.Entry(answer.offset() + i, values[i]));
        }
    }

    void read(int partition, int leaderEpoch, Replica.Entry entry) {
        told(partition, leaderEpoch, entry);
    }

    private void told(int partition, int leaderEpoch, Replica.Entry entry) {
        of(partition)
                .add(entry, leaderEpoch)
                .ifPresent(before -> violated(
                        "partition " + partition + " has " + entry + ", where clients were told of " + before));
    }

    Told of(int partition) {
        return told.computeIfAbsent(partition, _ -> new Told());
    }

    void hasForgottenAProducer(int partition, int producer, ErrorCode error) {
        require(
                of(partition).losses() > 0,
                "partition " + partition + " has forgotten producer " + producer + ": " + error);
    }

    /** A broker has come back after a power loss: what it had not forced is gone. */
    void lostPower(Host host) {
        noted("lost power " + host.id());
        lostPower.add(host.id());
    }

    /**
     * Where all that may lead have stopped uncleanly, the one that led last does; what it lost is lost, and nobody is to blame: others
     * may have it, but nothing says so.
     */
    private boolean mayHaveLost(PartitionImage before, PartitionImage after) {
        List<Integer> eligible = before.successors().eligible();
        boolean isLed = after.leader() != Leadership.NO_LEADER;
        boolean isClean = before.isr().contains(after.leader()) || eligible.contains(after.leader());
        return isLed && !isClean && (mayLose || lostPower.contains(after.leader()));
    }

    /** Replicas that are not in sync may lead as long as this runs, and lose what they lose. */
    void mayLose(Runnable election) {
        mayLose = true;
        election.run();
        mayLose = false;
    }

    private List<PartitionImage> partitions() {
        return world.quorum()
                .image()
                .topics()
                .named(World.TOPIC)
                .map(topic -> topic.partitions())
                .orElse(List.of());
    }

    /** What holds at every moment. */
    void look() {
        for (PartitionImage partition : partitions()) {
            if (!isSound(partition)) {
                violated(partition + " may not be so while "
                        + world.quorum().image().cluster() + " live");
            }
        }
    }

    /** No fenced broker is in sync; who may lead besides is not in sync, and there is none where nobody is missing. */
    private boolean isSound(PartitionImage partition) {
        List<Integer> members = partition.isr();
        ClusterImage cluster = world.quorum().image().cluster();
        boolean isLed = partition.leader() != Leadership.NO_LEADER;
        List<Integer> eligible = partition.successors().eligible();
        return (isLed || members.isEmpty())
                && partition.replicas().containsAll(eligible)
                && members.stream().noneMatch(eligible::contains)
                && partition.replicas().containsAll(members)
                && members.stream().distinct().count() == members.size()
                && (!isLed || (members.contains(partition.leader()) && cluster.isLive(partition.leader())))
                && members.stream().allMatch(cluster::isLive);
    }

    /** The metadata has changed: who is newly in sync has what clients know of. */
    void moved() {
        for (PartitionImage partition : partitions()) {
            PartitionImage before = compared.put(partition.partitionId(), partition);
            if (!partition.equals(before)) {
                noted(partition.leadership() + " " + partition.isr());
                if (before != null && mayHaveLost(before, partition)) {
                    of(partition.partitionId()).lost(0, partition.leaderEpoch() - 1);
                }
                compare(partition);
            }
        }
    }

    /** All in-sync replicas that can be looked at have all that clients know of. */
    void compare() {
        partitions().forEach(this::compare);
    }

    private void compare(PartitionImage partition) {
        List<Integer> members = new ArrayList<>(partition.isr());
        members.addAll(partition.successors().eligible());
        for (int member : members) {
            world.host(member)
                    .entries(partition.partitionId())
                    .ifPresent(entries -> compare(partition, member, entries));
        }
    }

    private void compare(PartitionImage partition, int member, List<Replica.Entry> entries) {
        Map<Long, String> there = new HashMap<>();
        entries.forEach(entry -> there.put(entry.offset(), entry.value()));
        of(partition.partitionId()).known().entrySet().stream()
                .filter(known -> !known.getValue().equals(there.get(known.getKey())))
                .findFirst()
                .ifPresent(known -> violated("replica " + member + " of " + partition + " is in sync and has "
                        + there.get(known.getKey()) + " where clients know " + known));
    }

    /** What holds when all brokers live and reach each other for long enough. */
    void conclude() {
        look();
        compare();
        for (PartitionImage partition : partitions()) {
            require(partition.leader() == partition.replicas().getFirst(), partition + " is not led as preferred");
            require(
                    Set.copyOf(partition.isr()).equals(Set.copyOf(partition.replicas())),
                    partition + " is not in sync");
            List<Replica.Entry> entries = world.host(partition.replicas().getFirst())
                    .entries(partition.partitionId())
                    .orElse(List.of());
            inOrderAndOnce(partition, entries);
        }
    }

    private void inOrderAndOnce(PartitionImage partition, List<Replica.Entry> entries) {
        Map<String, Integer> last = new HashMap<>();
        long start = of(partition.partitionId()).start();
        // What was deleted comes back in part where records are lost, and who had written it is forgotten.
        for (Replica.Entry entry :
                entries.stream().filter(one -> one.offset() >= start).toList()) {
            String[] parts = entry.value().split("-", 2);
            int number = Integer.parseInt(parts[1]);
            Integer before = last.put(parts[0], number);
            require(before == null || before < number, entry + " of " + partition + " comes after number " + before);
        }
    }
}

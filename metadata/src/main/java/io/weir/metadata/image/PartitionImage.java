package io.weir.metadata.image;

import io.weir.metadata.record.PartitionRecord;
import io.weir.protocol.types.Uuid;
import java.util.List;

/**
 * One partition.
 *
 * @param replicas    node ids, the preferred leader first
 * @param directories for each replica the id of its folder; {@link Uuid#ZERO} where its broker chooses
 * @param isr         the replicas in sync
 * @param reassignment where it is on the way to, if its replicas are to be others
 */
public record PartitionImage(
        int partitionId,
        List<Integer> replicas,
        List<Uuid> directories,
        List<Integer> isr,
        Leadership leadership,
        Reassignment reassignment) {

    public PartitionImage {
        replicas = List.copyOf(replicas);
        directories = List.copyOf(directories);
        isr = isr.equals(replicas) ? replicas : List.copyOf(isr);
        leadership = leadership.with(leadership.successors().among(replicas, isr));
    }

    /** One that stays where it is. */
    public PartitionImage(
            int partitionId, List<Integer> replicas, List<Uuid> directories, List<Integer> isr, Leadership leadership) {
        this(partitionId, replicas, directories, isr, leadership, Reassignment.NONE);
    }

    /** Node id of the leader, or {@link Leadership#NO_LEADER}. */
    public int leader() {
        return leadership.leader();
    }

    public int leaderEpoch() {
        return leadership.leaderEpoch();
    }

    public int partitionEpoch() {
        return leadership.partitionEpoch();
    }

    /** The same partition under a new leader, or none, and these in-sync replicas. */
    public PartitionImage ledBy(int newLeader, List<Integer> newIsr) {
        return new PartitionImage(
                partitionId, replicas, directories, newIsr, leadership.next(newLeader, true), reassignment);
    }

    /** The same partition under its leader, with other in-sync replicas. */
    public PartitionImage withIsr(List<Integer> newIsr) {
        return new PartitionImage(
                partitionId, replicas, directories, newIsr, leadership.next(leader(), false), reassignment);
    }

    /** The same partition with others that may lead it. */
    public PartitionImage with(Successors successors) {
        return new PartitionImage(partitionId, replicas, directories, isr, leadership.with(successors), reassignment);
    }

    /** Who may lead besides the in-sync replicas. */
    public Successors successors() {
        return leadership.successors();
    }

    /** The record that says all of this. */
    public PartitionRecord toRecord(Uuid topicId) {
        return PartitionRecord.builder()
                .topicId(topicId)
                .partitionId(partitionId)
                .replicas(replicas)
                .directories(directories)
                .isr(isr)
                .leader(leader())
                .leaderEpoch(leaderEpoch())
                .partitionEpoch(partitionEpoch())
                .addingReplicas(reassignment.adding())
                .removingReplicas(reassignment.removing())
                .eligibleLeaderReplicas(successors().eligible())
                .lastKnownLeader(successors().lastKnown())
                .build();
    }

    static PartitionImage of(PartitionRecord record) {
        return new PartitionImage(
                record.partitionId(),
                record.replicas(),
                record.directories(),
                record.isr(),
                new Leadership(
                        record.leader(),
                        record.leaderEpoch(),
                        record.partitionEpoch(),
                        Successors.of(record.eligibleLeaderReplicas(), record.lastKnownLeader())),
                Reassignment.of(record.addingReplicas(), record.removingReplicas()));
    }

    PartitionImage leaderRestarted() {
        return new PartitionImage(partitionId, replicas, directories, isr, leadership.restarted(), reassignment);
    }
}

package io.weir.broker.coordinator;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.TopicImage;

/** Tells a coordinator which partitions of its internal topic this broker leads, and hands it their logs. */
public final class Leadership {

    /** What a coordinator is told. */
    public interface Coordinator {
        void onElected(int partition, int leaderEpoch, CoordinatorLog log);

        void onResigned(int partition, int leaderEpoch);
    }

    private final int nodeId;
    private final String topic;
    private final Partitions partitions;
    private final CoordinatorThreads threads;

    /** Follows the partitions of this topic. */
    public Leadership(int nodeId, String topic, Partitions partitions, CoordinatorThreads threads) {
        this.nodeId = nodeId;
        this.topic = topic;
        this.partitions = partitions;
        this.threads = threads;
    }

    /** Passes on what a change of the metadata means for the coordinator; the partitions have taken it in before. */
    public void follow(MetadataDelta delta, Coordinator coordinator) {
        for (TopicImage deleted : delta.topics().deleted()) {
            if (deleted.name().equals(topic)) {
                deleted.partitions().forEach(p -> coordinator.onResigned(p.partitionId(), p.leaderEpoch()));
            }
        }
        delta.topics().created().forEach(created -> follow(created, coordinator));
        delta.topics().changed().forEach(change -> follow(change.after(), coordinator));
    }

    private void follow(TopicImage image, Coordinator coordinator) {
        if (!image.name().equals(topic)) {
            return;
        }
        image.partitions().forEach(p -> {
            Partition partition = partitions.find(topic, p.partitionId());
            if (p.leader() == nodeId && partition != null) {
                coordinator.onElected(
                        p.partitionId(), p.leaderEpoch(), new PartitionCoordinatorLog(partition, threads.replayers()));
            } else {
                coordinator.onResigned(p.partitionId(), p.leaderEpoch());
            }
        });
    }
}

package io.weir.broker.group;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.coordinator.CoordinatorThreads;
import io.weir.broker.coordinator.Leadership;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.group.DeletedTopic;
import io.weir.coordination.group.GroupConfig;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.coordination.share.DeliveryStates;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import java.util.List;
import java.util.function.Supplier;

/**
 * The group coordinator of this broker, kept in step with the cluster: it takes over the partitions of
 * __consumer_offsets that are led here, and forgets offsets of topics that are gone.
 */
public final class GroupService implements MetadataListener, AutoCloseable {

    private final Leadership leadership;
    private final GroupCoordinator coordinator;
    private final Leadership.Coordinator elections = new Leadership.Coordinator() {
        @Override
        public void onElected(int partition, int leaderEpoch, CoordinatorLog log) {
            coordinator.onElected(partition, leaderEpoch, log);
        }

        @Override
        public void onResigned(int partition, int leaderEpoch) {
            coordinator.onResigned(partition, leaderEpoch);
        }
    };

    public GroupService(
            int nodeId,
            GroupConfig config,
            Partitions partitions,
            Supplier<MetadataImage> image,
            DeliveryStates states,
            CoordinatorThreads threads) {
        this.leadership = new Leadership(nodeId, InternalTopics.CONSUMER_OFFSETS, partitions, threads);
        this.coordinator =
                new GroupCoordinator(config, new ImageDirectory(image), states, threads.time(), threads.loops());
    }

    public GroupCoordinator coordinator() {
        return coordinator;
    }

    @Override
    public void onChange(MetadataDelta delta) {
        leadership.follow(delta, elections);
        List<DeletedTopic> deleted = delta.topics().deleted().stream()
                .map(topic -> new DeletedTopic(topic.name(), topic.id()))
                .toList();
        if (!deleted.isEmpty()) {
            // Waiting for it would hold the controller; offsets of a topic id that is gone harm nobody meanwhile.
            var _ = coordinator.onTopicsDeleted(deleted);
        }
    }

    @Override
    public void close() {
        coordinator.close();
    }
}

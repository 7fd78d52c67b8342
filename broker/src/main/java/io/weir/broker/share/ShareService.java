package io.weir.broker.share;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.coordinator.CoordinatorThreads;
import io.weir.broker.coordinator.Leadership;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.coordination.share.DeliveryStates;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareStateConfig;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What share groups need of this broker, kept in step with the cluster: the coordinator of their states takes over the
 * partitions of __share_group_state that are led here, and what is of topics that are gone is forgotten.
 */
public final class ShareService implements MetadataListener, AutoCloseable {

    private final Leadership leadership;
    private final ShareStateCoordinator coordinator;
    private final ShareStateKeeper keeper;
    private final SharedPartitions shared;
    private final ShareSessions sessions;
    private final ShareSettings settings;
    private final DeliveryStates states;
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

    public ShareService(
            Cluster cluster,
            ConfigValues values,
            ShareSettings settings,
            Partitions partitions,
            CoordinatorThreads threads,
            Optional<SharePeers> peers) {
        this.settings = settings;
        leadership = new Leadership(cluster.nodeId(), InternalTopics.SHARE_GROUP_STATE, partitions, threads);
        coordinator = new ShareStateCoordinator(
                new ShareStateConfig(
                        values.intValue("share.coordinator.state.topic.num.partitions"),
                        values.intValue("share.coordinator.snapshot.update.records.per.snapshot"),
                        values.intValue("share.coordinator.state.topic.prune.interval.ms"),
                        values.intValue("share.coordinator.write.timeout.ms")),
                new ShareStateCoordinator.Ports(
                        () -> cluster.partitionCount(InternalTopics.SHARE_GROUP_STATE),
                        topic -> partitionCount(cluster, topic)),
                threads.time(),
                threads.loops());
        keeper = peers.<ShareStateKeeper>map(ways -> new ClusterStates(
                        new ClusterStates.Places(cluster.nodeId(), key -> keeperOf(cluster, key)),
                        coordinator,
                        ways,
                        threads.time()))
                .orElse(coordinator);
        shared = new SharedPartitions(new SharedPartition.Ports(settings, keeper, threads.time()));
        sessions = new ShareSessions(values.intValue("group.share.max.share.sessions"));
        states = new ShareStates(cluster, keeper, threads.time(), shared::drop);
    }

    /** Where the group coordinator has states made and removed. */
    public DeliveryStates states() {
        return states;
    }

    /** The coordinator of states that are kept here. */
    public ShareStateCoordinator coordinator() {
        return coordinator;
    }

    /** States wherever they are kept. */
    public ShareStateKeeper keeper() {
        return keeper;
    }

    private int keeperOf(Cluster cluster, SharePartitionKey key) {
        return cluster.image()
                .topics()
                .partition(InternalTopics.SHARE_GROUP_STATE, coordinator.partitionFor(key))
                .map(PartitionImage::leader)
                .orElse(ClusterStates.Places.NO_TOPIC);
    }

    /** A connection has ended: what its member had goes to others at once. */
    public void disconnected(long connection) {
        sessions.ofConnection(connection).forEach(key -> {
            var _ = endSession(key);
        });
    }

    @Override
    public void onChange(MetadataDelta delta) {
        leadership.follow(delta, elections);
        shared.onChange(delta);
        Set<Uuid> gone = delta.topics().deleted().stream().map(TopicImage::id).collect(Collectors.toSet());
        if (!gone.isEmpty()) {
            // Waiting for it would hold the controller; states of a topic that is gone harm nobody meanwhile.
            var _ = coordinator.onTopicsDeleted(gone);
        }
    }

    @Override
    public void close() {
        coordinator.close();
    }

    ShareSessions sessions() {
        return sessions;
    }

    SharedPartitions shared() {
        return shared;
    }

    ShareSettings settings() {
        return settings;
    }

    /** Ends a member's session: others may have what it had. Completed when that is written down. */
    CompletableFuture<?> endSession(ShareSessions.Key key) {
        List<SharedPartition> partitions = partitionsOf(key);
        // First: a fetch that is still under way looks for its session when it has taken something.
        sessions.end(key);
        // One that waits would do so for as long as its client once said.
        partitions.forEach(SharedPartition::wakeWatchers);
        CompletableFuture<?>[] releases = partitions.stream()
                .map(partition -> partition.release(key.memberId()))
                .toArray(CompletableFuture<?>[]::new);
        if (sessions.isEmpty(key.groupId())) {
            shared.dropGroup(key.groupId());
        }
        return CompletableFuture.allOf(releases);
    }

    /** What a member reads here at the moment. */
    List<SharedPartition> partitionsOf(ShareSessions.Key key) {
        return sessions.partitions(key, 0).stream()
                .flatMap(
                        partition -> shared
                                .find(new SharePartitionKey(key.groupId(), partition.topicId(), partition.partition()))
                                .stream())
                .toList();
    }

    private static int partitionCount(Cluster cluster, Uuid topic) {
        return cluster.image()
                .topics()
                .withId(topic)
                .map(found -> found.partitions().size())
                .orElse(0);
    }
}

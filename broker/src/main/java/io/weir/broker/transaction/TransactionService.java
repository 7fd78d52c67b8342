package io.weir.broker.transaction;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.cluster.ProducerIds;
import io.weir.broker.coordinator.CoordinatorThreads;
import io.weir.broker.coordinator.Leadership;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.coordination.transaction.InitProducerId;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.coordination.transaction.ProducerAnswer;
import io.weir.coordination.transaction.TransactionConfig;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.feature.Features;
import io.weir.metadata.image.MetadataDelta;
import java.util.concurrent.CompletableFuture;

/**
 * The transaction coordinator of this broker, kept in step with the cluster: it takes over the partitions of
 * __transaction_state that are led here.
 */
public final class TransactionService implements MetadataListener, AutoCloseable {

    private final Leadership leadership;
    private final ProducerIds producerIds;
    private final PartitionMarkers markers;
    private final TransactionCoordinator coordinator;
    private final TransactionGate gate;
    private final TransactionDesk desk;
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

    /**
     * Writes markers into these partitions, and into those of __consumer_offsets by way of the groups.
     *
     * @param peers the way to partitions and coordinators of other brokers
     */
    public TransactionService(
            Cluster cluster,
            ConfigValues values,
            Partitions partitions,
            GroupCoordinator groups,
            CoordinatorThreads threads,
            TransactionPeers peers) {
        Leaders leaders = new ImageLeaders(cluster);
        this.leadership = new Leadership(cluster.nodeId(), InternalTopics.TRANSACTION_STATE, partitions, threads);
        this.producerIds = new ProducerIds(cluster);
        this.markers = new PartitionMarkers(partitions, groups, threads.time());
        this.coordinator = new TransactionCoordinator(
                config(values),
                new TransactionCoordinator.Ports(
                        () -> cluster.partitionCount(InternalTopics.TRANSACTION_STATE),
                        () -> cluster.image().cluster().level(Features.TRANSACTION_VERSION),
                        producerIds::takeNow,
                        new ClusterMarkers(leaders, markers, peers)),
                threads.time(),
                threads.loops());
        Admission here = new LocalAdmission(coordinator);
        this.gate = new TransactionGate(new ClusterAdmission(leaders, coordinator::partitionFor, here, peers));
        this.desk = new TransactionDesk(leaders, here, markers);
    }

    /** Asks the coordinators, here and elsewhere, on behalf of partitions led here. */
    public TransactionGate gate() {
        return gate;
    }

    /** What other brokers ask this one. */
    public TransactionDesk desk() {
        return desk;
    }

    /** Writes the ends of transactions into partitions led here. */
    public MarkerWriter markers() {
        return markers;
    }

    public TransactionCoordinator coordinator() {
        return coordinator;
    }

    /** An id for a producer without transactions. */
    public CompletableFuture<Long> nextProducerId() {
        return producerIds.next();
    }

    /** As the coordinator's own, once there are producer ids it may need. */
    public CompletableFuture<ProducerAnswer> initProducerId(InitProducerId request) {
        return producerIds.stocked().thenCompose(_ -> coordinator.initProducerId(request));
    }

    @Override
    public void onChange(MetadataDelta delta) {
        leadership.follow(delta, elections);
    }

    @Override
    public void close() {
        coordinator.close();
    }

    private static TransactionConfig config(ConfigValues values) {
        return new TransactionConfig(
                values.intValue("transaction.max.timeout.ms"),
                values.intValue("transactional.id.expiration.ms"),
                values.intValue("transaction.remove.expired.transaction.cleanup.interval.ms"),
                values.intValue("transaction.state.log.num.partitions"));
    }
}

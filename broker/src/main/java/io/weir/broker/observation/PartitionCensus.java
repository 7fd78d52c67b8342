package io.weir.broker.observation;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.partition.Partitions;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Reassignment;
import io.weir.metadata.image.TopicImage;

/** Goes once through all partitions of the cluster's image. */
final class PartitionCensus {

    private static final String MIN_IN_SYNC = "min.insync.replicas";

    private final int nodeId;
    private final MetadataImage image;
    private final int usualMinInSync;
    private int replicas;
    private int led;
    private int notPreferred;
    private int underReplicated;
    private int underMinInSync;
    private int atMinInSync;
    private int reassigning;
    private int all;
    private int offline;

    private PartitionCensus(Cluster cluster) {
        this.nodeId = cluster.nodeId();
        this.image = cluster.image();
        this.usualMinInSync = new ConfigValues(cluster.layers()).intValue(MIN_IN_SYNC);
    }

    static PartitionCensus of(Cluster cluster) {
        PartitionCensus census = new PartitionCensus(cluster);
        census.image.topics().all().forEach(census::look);
        return census;
    }

    PartitionCounts partitions(Partitions here) {
        int unusable =
                (int) here.hosted().filter(partition -> partition.isOffline()).count();
        return new PartitionCounts(
                replicas, led, notPreferred, underReplicated, underMinInSync, atMinInSync, reassigning, unusable);
    }

    ClusterCounts cluster(int controllerId) {
        return new ClusterCounts(
                controllerId == nodeId,
                controllerId >= 0,
                image.cluster().brokers().size(),
                image.cluster().brokers().size() - image.cluster().liveBrokers().size(),
                image.topics().size(),
                all,
                offline,
                image.offset());
    }

    private void look(TopicImage topic) {
        String own = image.configs().ofTopic(topic.name()).get(MIN_IN_SYNC);
        int minInSync = own == null ? usualMinInSync : Integer.parseInt(own.trim());
        topic.partitions().forEach(partition -> look(partition, minInSync));
    }

    private void look(PartitionImage partition, int wantedInSync) {
        all++;
        if (partition.leader() == Leadership.NO_LEADER) {
            offline++;
        }
        if (partition.replicas().contains(nodeId)) {
            replicas++;
        }
        if (partition.leader() != nodeId) {
            return;
        }
        led++;
        int inSync = partition.isr().size();
        // More than there are cannot be asked for, as with Kafka.
        int minInSync = Math.min(wantedInSync, partition.replicas().size());
        notPreferred += partition.replicas().getFirst() == nodeId ? 0 : 1;
        underReplicated += inSync < partition.replicas().size() ? 1 : 0;
        underMinInSync += inSync < minInSync ? 1 : 0;
        atMinInSync += inSync == minInSync && partition.replicas().size() > minInSync ? 1 : 0;
        reassigning += partition.reassignment().equals(Reassignment.NONE) ? 0 : 1;
    }
}

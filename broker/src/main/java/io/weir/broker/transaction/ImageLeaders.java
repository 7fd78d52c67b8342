package io.weir.broker.transaction;

import io.weir.broker.cluster.Cluster;
import io.weir.metadata.image.PartitionImage;

/** Who leads what, by the cluster's image. */
record ImageLeaders(Cluster cluster) implements Leaders {

    @Override
    public int of(String topic, int partition) {
        return cluster.image()
                .topics()
                .partition(topic, partition)
                .map(PartitionImage::leader)
                .orElse(NO_PARTITION);
    }

    @Override
    public boolean isHere(int nodeId) {
        return nodeId == cluster.nodeId();
    }
}

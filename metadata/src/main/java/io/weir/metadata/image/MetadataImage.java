package io.weir.metadata.image;

/**
 * All that is known of the cluster after some entry of the metadata log.
 *
 * @param clusterId text of the cluster's id, given when its first node was formatted
 * @param offset    the last entry of the log that is in here; -1 for none
 */
public record MetadataImage(
        String clusterId, long offset, TopicsImage topics, ConfigsImage configs, ClusterImage cluster) {

    /** Nothing yet. */
    public static MetadataImage empty(String clusterId) {
        return new MetadataImage(clusterId, -1, TopicsImage.EMPTY, ConfigsImage.EMPTY, ClusterImage.EMPTY);
    }

    /** The same, known to be the state after another entry. */
    public MetadataImage at(long newOffset) {
        return newOffset == offset ? this : new MetadataImage(clusterId, newOffset, topics, configs, cluster);
    }
}

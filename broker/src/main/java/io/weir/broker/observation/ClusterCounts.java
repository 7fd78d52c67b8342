package io.weir.broker.observation;

/**
 * The cluster as this broker knows it.
 *
 * @param isController whether its controller decides
 * @param hasController whether it knows of one that does
 * @param brokers that are registered
 * @param fenced among these, those that are taken for dead or have not begun
 * @param offline partitions without a leader
 * @param metadataOffset how far it has followed the metadata log
 */
public record ClusterCounts(
        boolean isController,
        boolean hasController,
        int brokers,
        int fenced,
        int topics,
        int partitions,
        int offline,
        long metadataOffset) {}

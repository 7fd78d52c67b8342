package io.weir.broker.insight;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.log.PartitionLog;
import io.weir.log.error.LogException;
import io.weir.log.store.DataFolderInfo;
import io.weir.log.store.LogStore;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A broker as it runs.
 *
 * @param bootstrap where clients connect, as host:port
 */
public record LiveView(
        NodeConfig node, Cluster cluster, LogStore logs, Partitions partitions, GroupInsights groups, String bootstrap)
        implements BrokerView {

    @Override
    public int controllerId() {
        return cluster.controllerId();
    }

    @Override
    public MetadataImage image() {
        return cluster.image();
    }

    @Override
    public List<DataFolderInfo> folders() {
        return logs.dataFolders();
    }

    @Override
    public List<String> unusable(int atMost) {
        return partitions
                .hosted()
                .filter(Partition::isOffline)
                .limit(atMost)
                .map(partition -> partition.id().toString())
                .toList();
    }

    @Override
    public OptionalLong bytesHere(String topic, int partition) {
        try {
            return logs.find(topic + "-" + partition).stream()
                    .filter(log -> log.failure().isEmpty())
                    .mapToLong(PartitionLog::sizeBytes)
                    .findFirst();
        } catch (LogException e) {
            // Its disk fails, or it is being deleted.
            return OptionalLong.empty();
        }
    }

    @Override
    public CompletableFuture<GroupInsight> insight(String group) {
        return groups.of(group);
    }
}

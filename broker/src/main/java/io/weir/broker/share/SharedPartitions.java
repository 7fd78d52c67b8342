package io.weir.broker.share;

import io.weir.broker.partition.Partition;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The partitions that share groups read here, each from its first fetch until its group is gone. */
public final class SharedPartitions implements MetadataListener {

    private final Map<SharePartitionKey, SharedPartition> partitions = new ConcurrentHashMap<>();
    private final SharedPartition.Ports ports;

    SharedPartitions(SharedPartition.Ports ports) {
        this.ports = ports;
    }

    Optional<SharedPartition> find(SharePartitionKey key) {
        return Optional.ofNullable(partitions.get(key));
    }

    SharedPartition get(SharePartitionKey key, Partition partition) {
        return partitions.computeIfAbsent(key, _ -> new SharedPartition(key, partition, ports, () -> drop(key)));
    }

    /** What is known of this in memory is worth nothing: it is read again when it is needed. */
    void drop(SharePartitionKey key) {
        SharedPartition dropped = partitions.remove(key);
        if (dropped != null) {
            dropped.close();
        }
    }

    /** Nobody of this group is here any more. */
    void dropGroup(String groupId) {
        dropWhere(key -> key.groupId().equals(groupId));
    }

    @Override
    public void onChange(MetadataDelta delta) {
        Set<Uuid> gone =
                delta.topics().deleted().stream().map(topic -> topic.id()).collect(Collectors.toSet());
        if (!gone.isEmpty()) {
            dropWhere(key -> gone.contains(key.topicId()));
        }
        delta.topics().changed().forEach(change -> follow(change.after()));
    }

    /** What was known under one leadership may have been changed under another: whoever leads reads it again. */
    private void follow(TopicImage topic) {
        for (PartitionImage image : topic.partitions()) {
            List<SharedPartition> former = partitions.values().stream()
                    .filter(shared -> shared.key().topicId().equals(topic.id())
                            && shared.key().partition() == image.partitionId()
                            && shared.isOfAnother(image.leaderEpoch()))
                    .toList();
            former.forEach(shared -> drop(shared.key()));
        }
    }

    private void dropWhere(Predicate<SharePartitionKey> condition) {
        partitions.keySet().stream().filter(condition).toList().forEach(this::drop);
    }
}

package io.weir.metadata.image;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.record.ConfigRecord;
import io.weir.metadata.record.FeatureLevelRecord;
import io.weir.metadata.record.PartitionRecord;
import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.metadata.record.RegisterBrokerRecord;
import io.weir.metadata.record.RemoveTopicRecord;
import io.weir.metadata.record.TopicRecord;
import io.weir.metadata.record.UnregisterBrokerRecord;
import io.weir.protocol.wire.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies records to an image. Not shared between threads; used once.
 *
 * <p>The work is the number of records plus, for each touched topic, its partitions: the rest of the image is shared.
 */
public final class ImageUpdate {

    private final MetadataImage before;
    private final TopicsUpdate topics;
    private ConfigsImage configs;
    private ClusterImage cluster;
    private final Set<ConfigResource> changedConfigs = new LinkedHashSet<>();
    private final Set<Integer> changedBrokers = new LinkedHashSet<>();

    /** Begins from this image. */
    public ImageUpdate(MetadataImage before) {
        this.before = before;
        this.topics = new TopicsUpdate(before.topics());
        this.configs = before.configs();
        this.cluster = before.cluster();
    }

    /** What comes of an image by these records. */
    public static MetadataDelta apply(MetadataImage before, List<? extends Message> records) {
        ImageUpdate update = new ImageUpdate(before);
        records.forEach(update::apply);
        return update.finish(before.offset() + 1);
    }

    /**
     * Applies one record.
     *
     * @throws IllegalStateException when the record contradicts the image, which means that the log lies
     */
    public void apply(Message message) {
        switch (message) {
            case TopicRecord record -> topics.add(record);
            case PartitionRecord record -> topics.put(record);
            case RemoveTopicRecord record -> removeTopic(record);
            case ConfigRecord record -> changeConfig(record);
            case ProducerIdsRecord record -> cluster = cluster.withNextProducerId(record.nextProducerId());
            case RegisterBrokerRecord record -> registerBroker(record);
            case UnregisterBrokerRecord record -> {
                cluster = cluster.withoutBroker(record.brokerId());
                changedBrokers.add(record.brokerId());
            }
            case FeatureLevelRecord record -> cluster = cluster.withFeature(record.name(), record.featureLevel());
            default -> throw new IllegalStateException(message.getClass().getSimpleName() + " is no metadata record");
        }
    }

    /** The new image, at this entry of the log, and what became different. */
    public MetadataDelta finish(long offset) {
        TopicsUpdate.Result result = topics.finish();
        MetadataImage after = new MetadataImage(before.clusterId(), offset, result.image(), configs, cluster);
        return new MetadataDelta(
                before, after, result.changes(), Set.copyOf(changedConfigs), Set.copyOf(changedBrokers));
    }

    private void removeTopic(RemoveTopicRecord record) {
        ConfigResource resource = ConfigResource.topic(topics.remove(record));
        if (!configs.of(resource).isEmpty()) {
            configs = configs.without(resource);
            changedConfigs.add(resource);
        }
    }

    private void changeConfig(ConfigRecord record) {
        ConfigResource resource =
                new ConfigResource(ConfigResource.Type.forCode(record.resourceType()), record.resourceName());
        configs = configs.with(resource, record.name(), record.value());
        changedConfigs.add(resource);
    }

    private void registerBroker(RegisterBrokerRecord record) {
        BrokerImage broker = BrokerImage.of(record);
        boolean restarted = cluster.broker(broker.nodeId())
                .map(old -> !old.description()
                        .incarnationId()
                        .equals(broker.description().incarnationId()))
                .orElse(false);
        if (restarted) {
            // What the old process had not forced to disk may be gone and its offsets be used again: only a new epoch
            // lets clients and followers notice (KIP-101, KIP-320).
            topics.leaderRestarted(broker.nodeId());
        }
        cluster = cluster.withBroker(broker);
        changedBrokers.add(broker.nodeId());
    }
}

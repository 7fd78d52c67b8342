package io.weir.broker.partition;

import io.weir.broker.cluster.InternalTopics;
import io.weir.log.config.LogConfig;
import io.weir.log.error.LogException;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.EffectiveTopicConfig;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicChange;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions this broker leads, by topic and number, kept in step with the cluster's metadata.
 *
 * <p>Changed by the controller's thread alone, through {@link #onChange}; read by all.
 */
public final class Partitions implements MetadataListener {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    /** Retention opens so many unused logs at a time; it opens those alone that seem to have something to remove. */
    private static final int OPENED_BY_RETENTION = 1_000;

    private final NodeConfig node;
    private final LogStore logs;
    private final Executor deletions;
    private final Map<String, Topic> byName = new ConcurrentHashMap<>();
    private final Map<Uuid, Topic> byId = new ConcurrentHashMap<>();

    private record Topic(TopicImage image, Map<Integer, Partition> partitions) {}

    /**
     * Knows no partition until it is told of the first image.
     *
     * @param deletions does the disk's part of deleting partitions: the controller's thread must not
     */
    public Partitions(NodeConfig node, LogStore logs, Executor deletions) {
        this.node = node;
        this.logs = logs;
        this.deletions = deletions;
    }

    /** The name of the topic with this id, or null when there is none. */
    public @Nullable String topicName(Uuid topicId) {
        Topic topic = byId.get(topicId);
        return topic == null ? null : topic.image.name();
    }

    /** The id of the topic with this name, if there is one. */
    public Optional<Uuid> topicId(String topicName) {
        return Optional.ofNullable(byName.get(topicName)).map(topic -> topic.image.id());
    }

    /** The partition, or null when it does not exist. */
    public @Nullable Partition find(String topicName, int partition) {
        Topic topic = byName.get(topicName);
        return topic == null ? null : topic.partitions.get(partition);
    }

    /** Whether a partition is led here and its disk has failed. */
    public boolean isOffline(String topicName, int partition) {
        Partition led = find(topicName, partition);
        return led != null && led.isOffline();
    }

    /** Whether there is such a partition, usable or not. */
    public boolean exists(String topicName, int partition) {
        Topic topic = byName.get(topicName);
        return topic != null
                && partition >= 0
                && partition < topic.image.partitions().size();
    }

    /** All partitions, in no order. */
    public Stream<Partition> all() {
        return byName.values().stream().flatMap(topic -> topic.partitions.values().stream());
    }

    /** Ends the waits for acks whose time is over; called a few times a second. */
    public void expireWaiting(long nowMs) {
        all().forEach(partition -> partition.expireWaiting(nowMs));
    }

    /** Removes from all logs what retention no longer keeps; touches the disk. Unused logs have their turn in time. */
    public void applyRetention(long nowMs) {
        int opened = 0;
        for (Partition partition : (Iterable<Partition>) all()::iterator) {
            try {
                if (partition.applyRetention(nowMs, opened < OPENED_BY_RETENTION)) {
                    opened++;
                }
            } catch (LogException e) {
                LOG.warn("retention of {} has to wait: {}", partition, e.getMessage());
            }
        }
    }

    @Override
    public void onChange(MetadataDelta delta) {
        delete(delta.topics().deleted());
        MetadataImage after = delta.after();
        TopicLogConfigs configs = new TopicLogConfigs(after, node.topicDefaults(after));
        delta.topics().created().forEach(topic -> create(topic, configs.of(topic.name())));
        delta.topics()
                .changed()
                .forEach(change -> change(change, configs.of(change.after().name())));
        reconfigure(delta, configs);
    }

    private void create(TopicImage image, LogConfig config) {
        Map<Integer, Partition> partitions = new ConcurrentHashMap<>();
        image.partitions().forEach(partition -> lead(image, partition, config, partitions));
        put(new Topic(image, partitions));
    }

    private void change(TopicChange change, LogConfig config) {
        Topic known = byName.get(change.after().name());
        if (known == null) {
            create(change.after(), config);
            return;
        }
        for (PartitionImage image : change.after().partitions()) {
            Partition partition = known.partitions.get(image.partitionId());
            if (partition == null) {
                lead(change.after(), image, config, known.partitions);
            } else {
                partition.leaderEpoch(image.leaderEpoch());
            }
        }
        put(new Topic(change.after(), known.partitions));
    }

    private void lead(TopicImage topic, PartitionImage image, LogConfig config, Map<Integer, Partition> partitions) {
        if (image.leader() != node.nodeId()) {
            return;
        }
        PartitionId id =
                new PartitionId(topic.id(), topic.name(), image.partitionId(), InternalTopics.isInternal(topic.name()));
        try {
            partitions.put(
                    image.partitionId(),
                    new Partition(
                            id,
                            image.leaderEpoch(),
                            listener -> logs.log(id.folderName(), topic.id(), config, listener)));
        } catch (LogException e) {
            LOG.error("{} is offline: {}", id, e.getMessage());
        }
    }

    private void put(Topic topic) {
        byName.put(topic.image.name(), topic);
        byId.put(topic.image.id(), topic);
    }

    private void delete(Collection<TopicImage> images) {
        List<String> folders = new ArrayList<>();
        for (TopicImage image : images) {
            Topic topic = byId.remove(image.id());
            if (topic != null) {
                byName.remove(image.name(), topic);
                for (Partition partition : topic.partitions.values()) {
                    partition.close(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
                    folders.add(partition.id().folderName());
                }
            }
        }
        if (!folders.isEmpty()) {
            logs.retire(folders);
            deletions.execute(logs::deleteRetired);
        }
    }

    /** New settings of a topic, or new defaults for all, reach the logs at once. */
    private void reconfigure(MetadataDelta delta, TopicLogConfigs configs) {
        Collection<String> names = delta.changesBrokerConfigOf(node.nodeId())
                ? List.copyOf(byName.keySet())
                : delta.configs().stream()
                        .filter(resource -> resource.type() == ConfigResource.Type.TOPIC)
                        .map(ConfigResource::name)
                        .toList();
        for (String name : names) {
            Topic topic = byName.get(name);
            if (topic != null) {
                LogConfig config = configs.of(name);
                topic.partitions.values().forEach(partition -> partition.log().updateConfig(config));
            }
        }
    }

    /** The settings of logs as of an image. All partitions of a topic, and all topics without settings, share theirs. */
    private static final class TopicLogConfigs {

        private final MetadataImage image;
        private final EffectiveTopicConfig defaults;
        private final LogConfig ofDefaults;

        private TopicLogConfigs(MetadataImage image, EffectiveTopicConfig defaults) {
            this.image = image;
            this.defaults = defaults;
            this.ofDefaults = LogConfigs.of(defaults);
        }

        LogConfig of(String topic) {
            Map<String, String> own = image.configs().ofTopic(topic);
            return own.isEmpty() ? ofDefaults : LogConfigs.of(defaults.withOverrides(own));
        }
    }
}

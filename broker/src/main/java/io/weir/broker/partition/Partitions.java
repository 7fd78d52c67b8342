package io.weir.broker.partition;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.metrics.TopicTraffic;
import io.weir.log.config.LogConfig;
import io.weir.log.error.LogException;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.EffectiveTopicConfig;
import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.Leadership;
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
    private final ReplicationPorts replication;
    private final Executor deletions;
    private final Map<String, Topic> byName = new ConcurrentHashMap<>();
    private final Map<Uuid, Topic> byId = new ConcurrentHashMap<>();
    /** What was counted of topics that exist no more. */
    private final TopicTraffic gone = new TopicTraffic();

    /**
     * A topic of which replicas are here.
     *
     * @param partitions those that are led here
     * @param idle       those that are here and not led here
     * @param traffic    counts for all of them
     */
    private record Topic(
            TopicImage image, Map<Integer, Partition> partitions, Map<Integer, Partition> idle, TopicTraffic traffic) {

        static Topic of(TopicImage image) {
            return new Topic(image, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(0), new TopicTraffic());
        }

        Topic with(TopicImage newImage) {
            return new Topic(newImage, partitions, idle, traffic);
        }

        List<Partition> hosted() {
            return Stream.concat(partitions.values().stream(), idle.values().stream())
                    .toList();
        }
    }

    /**
     * Knows no partition until it is told of the first image.
     *
     * @param deletions does the disk's part of deleting partitions: the controller's thread must not
     */
    public Partitions(NodeConfig node, LogStore logs, ReplicationPorts replication, Executor deletions) {
        this.node = node;
        this.logs = logs;
        this.replication = replication;
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

    /** The partition, or null when it is not led here. */
    public @Nullable Partition find(String topicName, int partition) {
        Topic topic = byName.get(topicName);
        return topic == null ? null : topic.partitions.get(partition);
    }

    /** The partition, or null when no replica of it is here. */
    public @Nullable Partition findReplica(String topicName, int partition) {
        Topic topic = byName.get(topicName);
        if (topic == null) {
            return null;
        }
        Partition led = topic.partitions.get(partition);
        return led == null ? topic.idle.get(partition) : led;
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

    /** Why {@link #find} finds no partition: others lead it, or nobody does, or it does not exist. */
    public ErrorCode whyNotHere(String topicName, int partition) {
        return exists(topicName, partition) ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    }

    /** All partitions that are led here, in no order. */
    public Stream<Partition> all() {
        return byName.values().stream().flatMap(topic -> topic.partitions.values().stream());
    }

    /** All partitions of which a replica is here, in no order. */
    public Stream<Partition> hosted() {
        return byName.values().stream().flatMap(topic -> topic.hosted().stream());
    }

    /** What was counted of all topics since the start, those included that are deleted by now. */
    public TopicTraffic traffic() {
        TopicTraffic all = new TopicTraffic();
        all.addAll(gone);
        byName.values().forEach(topic -> all.addAll(topic.traffic));
        return all;
    }

    /** The replica that is here, whoever leads; null when none is. */
    public @Nullable Partition replica(String topicName, int partition) {
        Topic topic = byName.get(topicName);
        if (topic == null) {
            return null;
        }
        Partition led = topic.partitions.get(partition);
        return led == null ? topic.idle.get(partition) : led;
    }

    /** The partition of a topic's id, or null when it is not led here. */
    public @Nullable Partition find(Uuid topicId, int partition) {
        Topic topic = byId.get(topicId);
        return topic == null ? null : topic.partitions.get(partition);
    }

    /** Ends the waits for acks whose time is over; called a few times a second. */
    public void expireWaiting(long nowMs) {
        all().forEach(partition -> partition.expireWaiting(nowMs));
    }

    /** Removes from all logs what retention no longer keeps; touches the disk. Unused logs have their turn in time. */
    public void applyRetention(long nowMs) {
        int opened = 0;
        for (Partition partition : (Iterable<Partition>) hosted()::iterator) {
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
        AllSettings configs = new AllSettings(after, node.topicDefaults(after));
        delta.topics().created().forEach(topic -> create(topic, configs.of(topic.name())));
        delta.topics()
                .changed()
                .forEach(change -> change(change, configs.of(change.after().name())));
        reconfigure(delta, configs);
    }

    private void create(TopicImage image, TopicSettings settings) {
        Topic topic = Topic.of(image);
        image.partitions().forEach(partition -> place(topic, partition, settings));
        put(topic);
    }

    private void change(TopicChange change, TopicSettings settings) {
        Topic known = byName.get(change.after().name());
        if (known == null) {
            create(change.after(), settings);
            return;
        }
        Topic topic = known.with(change.after());
        List<String> folders = new ArrayList<>();
        for (PartitionImage image : change.after().partitions()) {
            if (!change.before().partition(image.partitionId()).equals(Optional.of(image))) {
                if (image.replicas().contains(node.nodeId())) {
                    place(topic, image, settings);
                } else {
                    remove(topic, image).ifPresent(folders::add);
                }
            }
        }
        put(topic);
        deleteFolders(folders);
    }

    /** A replica that is to be elsewhere is here no more: the name of its folder, if it was here. */
    private Optional<String> remove(Topic topic, PartitionImage image) {
        Partition led = topic.partitions.remove(image.partitionId());
        Partition idle = topic.idle.remove(image.partitionId());
        Partition known = led == null ? idle : led;
        if (known == null) {
            return Optional.empty();
        }
        LOG.info("{} is on other brokers now, and is deleted here", known);
        replication.following().unfollow(known);
        known.follow(image, replication);
        return Optional.of(known.id().folderName());
    }

    /** A replica that is here keeps its log, whoever leads it. */
    private void place(Topic topic, PartitionImage image, TopicSettings settings) {
        Partition led = topic.partitions.get(image.partitionId());
        Partition known = led == null ? topic.idle.get(image.partitionId()) : led;
        if (known == null && !image.replicas().contains(node.nodeId())) {
            return;
        }
        Partition partition = known == null ? open(topic, image, settings.log()) : known;
        if (partition == null) {
            return;
        }
        if (image.leader() == node.nodeId()) {
            replication.following().unfollow(partition);
            partition.lead(image, replication, settings.minInSync());
            topic.idle.remove(image.partitionId());
            topic.partitions.put(image.partitionId(), partition);
        } else {
            topic.partitions.remove(image.partitionId());
            topic.idle.put(image.partitionId(), partition);
            partition.follow(image, replication);
            follow(partition, image);
        }
    }

    private void follow(Partition partition, PartitionImage image) {
        if (image.leader() != Leadership.NO_LEADER && image.replicas().contains(node.nodeId())) {
            replication.following().follow(partition, image.leader(), image.leaderEpoch());
        } else {
            replication.following().unfollow(partition);
        }
    }

    private @Nullable Partition open(Topic in, PartitionImage image, LogConfig config) {
        TopicImage topic = in.image;
        PartitionId id =
                new PartitionId(topic.id(), topic.name(), image.partitionId(), InternalTopics.isInternal(topic.name()));
        try {
            return new Partition(
                    id, image, in.traffic, listener -> logs.log(id.folderName(), topic.id(), config, listener));
        } catch (LogException e) {
            LOG.error("{} is offline: {}", id, e.getMessage());
            return null;
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
                gone.addAll(topic.traffic);
                for (Partition partition : topic.hosted()) {
                    replication.following().unfollow(partition);
                    partition.close(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
                    folders.add(partition.id().folderName());
                }
            }
        }
        deleteFolders(folders);
    }

    private void deleteFolders(Collection<String> folders) {
        if (!folders.isEmpty()) {
            logs.retire(folders);
            deletions.execute(logs::deleteRetired);
        }
    }

    /** New settings of a topic, or new defaults for all, reach the logs at once. */
    private void reconfigure(MetadataDelta delta, AllSettings configs) {
        Collection<String> names = delta.changesBrokerConfigOf(node.nodeId())
                ? List.copyOf(byName.keySet())
                : delta.configs().stream()
                        .filter(resource -> resource.type() == ConfigResource.Type.TOPIC)
                        .map(ConfigResource::name)
                        .toList();
        for (String name : names) {
            Topic topic = byName.get(name);
            if (topic != null) {
                TopicSettings settings = configs.of(name);
                topic.hosted().forEach(partition -> {
                    partition.log().updateConfig(settings.log());
                    partition.minInSync(settings.minInSync(), replication);
                });
            }
        }
    }

    /** What a topic's settings mean here. */
    private record TopicSettings(LogConfig log, int minInSync) {
        static TopicSettings of(EffectiveTopicConfig config) {
            return new TopicSettings(LogConfigs.of(config), config.minInSyncReplicas());
        }
    }

    /** The settings of topics as of an image. All partitions of a topic, and all topics without settings, share theirs. */
    private static final class AllSettings {
        private final MetadataImage image;
        private final EffectiveTopicConfig defaults;
        private final TopicSettings ofDefaults;

        private AllSettings(MetadataImage image, EffectiveTopicConfig defaults) {
            this.image = image;
            this.defaults = defaults;
            this.ofDefaults = TopicSettings.of(defaults);
        }

        TopicSettings of(String topic) {
            Map<String, String> own = image.configs().ofTopic(topic);
            return own.isEmpty() ? ofDefaults : TopicSettings.of(defaults.withOverrides(own));
        }
    }
}

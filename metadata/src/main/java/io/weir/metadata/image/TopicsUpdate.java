package io.weir.metadata.image;

import io.weir.metadata.record.PartitionRecord;
import io.weir.metadata.record.RemoveTopicRecord;
import io.weir.metadata.record.TopicRecord;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies records to the topics of an image: each touched topic is copied once, the others are shared. */
final class TopicsUpdate {

    private final TopicsImage before;
    private final Map<Uuid, Draft> drafts = new LinkedHashMap<>();
    private final Map<Uuid, TopicImage> deleted = new LinkedHashMap<>();

    TopicsUpdate(TopicsImage before) {
        this.before = before;
    }

    record Result(TopicsImage image, MetadataDelta.Topics changes) {}

    void add(TopicRecord record) {
        if (find(record.topicId()).isPresent()) {
            throw new IllegalStateException("Topic id " + record.topicId() + " is given twice");
        }
        drafts.put(record.topicId(), new Draft(record.name(), record.topicId(), null));
    }

    void put(PartitionRecord record) {
        Draft draft = existing(record.topicId());
        PartitionImage partition = PartitionImage.of(record);
        int id = partition.partitionId();
        if (id >= 0 && id < draft.partitions.size()) {
            draft.partitions.set(id, partition);
        } else if (id == draft.partitions.size()) {
            draft.partitions.add(partition);
        } else {
            throw new IllegalStateException("Partition " + id + " of topic " + draft.name + ", which has "
                    + draft.partitions.size() + " partitions");
        }
    }

    /** Removes a topic and returns its name. */
    String remove(RemoveTopicRecord record) {
        Draft draft = existing(record.topicId());
        drafts.remove(record.topicId());
        if (draft.before != null) {
            deleted.put(record.topicId(), draft.before);
        }
        return draft.name;
    }

    void leaderRestarted(int nodeId) {
        for (TopicImage topic : before.all()) {
            if (!deleted.containsKey(topic.id()) && topic.partitions().stream().anyMatch(p -> p.leader() == nodeId)) {
                existing(topic.id());
            }
        }
        for (Draft draft : drafts.values()) {
            draft.partitions.replaceAll(p -> p.leader() == nodeId ? p.leaderRestarted() : p);
        }
    }

    Result finish() {
        TopicsImage image = before;
        for (TopicImage topic : deleted.values()) {
            image = image.without(topic);
        }
        List<TopicImage> created = new ArrayList<>();
        List<TopicChange> changed = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            TopicImage after = new TopicImage(draft.name, draft.id, draft.partitions);
            image = image.with(after);
            if (draft.before == null) {
                created.add(after);
            } else {
                changed.add(new TopicChange(draft.before, after));
            }
        }
        return new Result(
                image,
                new MetadataDelta.Topics(List.copyOf(created), List.copyOf(deleted.values()), List.copyOf(changed)));
    }

    private Draft existing(Uuid topicId) {
        return find(topicId).orElseThrow(() -> new IllegalStateException("No topic has the id " + topicId));
    }

    private Optional<Draft> find(Uuid topicId) {
        Draft draft = drafts.get(topicId);
        if (draft != null || deleted.containsKey(topicId)) {
            return Optional.ofNullable(draft);
        }
        return before.withId(topicId).map(topic -> {
            Draft copy = new Draft(topic.name(), topicId, topic);
            drafts.put(topicId, copy);
            return copy;
        });
    }

    /** A topic while it changes. */
    private static final class Draft {

        private final String name;
        private final Uuid id;
        private final @Nullable TopicImage before;
        private final List<PartitionImage> partitions;

        private Draft(String name, Uuid id, @Nullable TopicImage before) {
            this.name = name;
            this.id = id;
            this.before = before;
            this.partitions = before == null ? new ArrayList<>() : new ArrayList<>(before.partitions());
        }
    }
}

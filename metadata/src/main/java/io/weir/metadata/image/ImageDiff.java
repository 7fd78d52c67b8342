package io.weir.metadata.image;

import io.weir.metadata.config.ConfigResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became different between two images of which nobody knows the records between: one of them is a snapshot's. */
public final class ImageDiff {

    private ImageDiff() {}

    /** The differences; the work is the size of both images. */
    public static MetadataDelta between(MetadataImage before, MetadataImage after) {
        return new MetadataDelta(before, after, topics(before, after), configs(before, after), brokers(before, after));
    }

    private static MetadataDelta.Topics topics(MetadataImage before, MetadataImage after) {
        List<TopicImage> created = new ArrayList<>();
        List<TopicChange> changed = new ArrayList<>();
        for (TopicImage topic : after.topics().all()) {
            before.topics()
                    .withId(topic.id())
                    .ifPresentOrElse(
                            old -> {
                                if (!old.equals(topic)) {
                                    changed.add(new TopicChange(old, topic));
                                }
                            },
                            () -> created.add(topic));
        }
        List<TopicImage> deleted = before.topics().all().stream()
                .filter(topic -> after.topics().withId(topic.id()).isEmpty())
                .toList();
        return new MetadataDelta.Topics(List.copyOf(created), deleted, List.copyOf(changed));
    }

    private static Set<ConfigResource> configs(MetadataImage before, MetadataImage after) {
        Set<ConfigResource> resources = new HashSet<>(before.configs().resources());
        resources.addAll(after.configs().resources());
        resources.removeIf(
                resource -> before.configs().of(resource).equals(after.configs().of(resource)));
        return Set.copyOf(resources);
    }

    private static Set<Integer> brokers(MetadataImage before, MetadataImage after) {
        Set<Integer> nodeIds = new HashSet<>(before.cluster().brokersById().keySet());
        nodeIds.addAll(after.cluster().brokersById().keySet());
        nodeIds.removeIf(
                nodeId -> before.cluster().broker(nodeId).equals(after.cluster().broker(nodeId)));
        return Set.copyOf(nodeIds);
    }
}

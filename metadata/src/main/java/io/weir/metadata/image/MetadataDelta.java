package io.weir.metadata.image;

import io.weir.metadata.config.ConfigResource;
import java.util.List;
import java.util.Set;

/**
 * What became different between two images. A topic that was deleted and created again under its name is in both lists,
 * with two ids: handle what was deleted first.
 *
 * @param configs resources whose settings changed, those of deleted topics included
 * @param brokers node ids of brokers that registered, changed or left
 */
public record MetadataDelta(
        MetadataImage before, MetadataImage after, Topics topics, Set<ConfigResource> configs, Set<Integer> brokers) {

    /** Topics, in the order in which they were touched. */
    public record Topics(List<TopicImage> created, List<TopicImage> deleted, List<TopicChange> changed) {}

    /** Everything in an image, as if it had all come at once: for a listener that begins to listen. */
    public static MetadataDelta everythingIn(MetadataImage image) {
        return new MetadataDelta(
                MetadataImage.empty(image.clusterId()),
                image,
                new Topics(List.copyOf(image.topics().all()), List.of(), List.of()),
                Set.copyOf(image.configs().resources()),
                Set.copyOf(image.cluster().brokersById().keySet()));
    }

    /** The same changes between the images of two entries of the log. */
    public MetadataDelta between(MetadataImage committedBefore, long offset) {
        return new MetadataDelta(committedBefore, after.at(offset), topics, configs, brokers);
    }

    /** True when settings of this broker, or of all brokers, changed, which may change every topic's defaults. */
    public boolean changesBrokerConfigOf(int nodeId) {
        return configs.contains(ConfigResource.DEFAULT_BROKER) || configs.contains(ConfigResource.broker(nodeId));
    }
}

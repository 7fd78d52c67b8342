package io.weir.broker.group;

import io.weir.coordination.group.TopicDirectory;
import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.Uuid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The topics of the cluster's image, for the coordinator. */
record ImageDirectory(Supplier<MetadataImage> image) implements TopicDirectory {

    @Override
    public Optional<Uuid> idOf(String topicName) {
        return image.get().topics().named(topicName).map(TopicImage::id);
    }

    @Override
    public Optional<String> nameOf(Uuid topicId) {
        return image.get().topics().withId(topicId).map(TopicImage::name);
    }

    @Override
    public int partitionCount(String topicName) {
        return image.get()
                .topics()
                .named(topicName)
                .map(topic -> topic.partitions().size())
                .orElse(0);
    }

    @Override
    public TopicsView view() {
        return new View(image.get());
    }

    private record View(MetadataImage image) implements TopicsView {

        @Override
        public long version() {
            return image.offset();
        }

        @Override
        public Optional<TopicInfo> named(String name) {
            return image.topics().named(name).map(this::info);
        }

        @Override
        public Optional<TopicInfo> withId(Uuid id) {
            return image.topics().withId(id).map(this::info);
        }

        @Override
        public Collection<String> names() {
            return image.topics().all().stream().map(TopicImage::name).toList();
        }

        private TopicInfo info(TopicImage topic) {
            return new TopicInfo(
                    topic.name(), topic.id(), topic.partitions().size(), partition -> racks(topic, partition));
        }

        private List<String> racks(TopicImage topic, int partition) {
            return topic.partition(partition).stream()
                    .flatMap(found -> found.replicas().stream())
                    .flatMap(node -> image.cluster().broker(node).stream())
                    .flatMap(broker -> broker.rack().stream())
                    .toList();
        }
    }
}

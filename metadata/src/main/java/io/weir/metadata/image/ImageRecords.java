package io.weir.metadata.image;

import io.weir.metadata.record.ConfigRecord;
import io.weir.metadata.record.FeatureLevelRecord;
import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.metadata.record.TopicRecord;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;

/** An image as records: applied to an empty image they give this one again. The content of a snapshot. */
public final class ImageRecords {

    private ImageRecords() {}

    /** The records, brokers before the partitions they lead, topics before their partitions and settings. */
    public static List<Message> of(MetadataImage image) {
        List<Message> records = new ArrayList<>();
        ClusterImage cluster = image.cluster();
        cluster.features()
                .forEach((name, level) -> records.add(FeatureLevelRecord.builder()
                        .name(name)
                        .featureLevel(level)
                        .build()));
        if (cluster.nextProducerId() > 0) {
            records.add(ProducerIdsRecord.builder()
                    .nextProducerId(cluster.nextProducerId())
                    .build());
        }
        cluster.brokers().forEach(broker -> records.add(broker.toRecord()));
        for (TopicImage topic : image.topics().all()) {
            records.add(
                    TopicRecord.builder().name(topic.name()).topicId(topic.id()).build());
            topic.partitions().forEach(partition -> records.add(partition.toRecord(topic.id())));
        }
        image.configs()
                .byResource()
                .forEach((resource, settings) -> settings.forEach((name, value) -> records.add(ConfigRecord.builder()
                        .resourceType(resource.type().code())
                        .resourceName(resource.name())
                        .name(name)
                        .value(value)
                        .build())));
        return records;
    }
}

package io.weir.console.topics;

import io.weir.broker.insight.BrokerView;
import io.weir.metadata.config.EffectiveTopicConfig;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A topic in a line.
 *
 * @param bytes of the replicas on this broker
 */
record TopicRow(
        String name,
        boolean internal,
        int partitions,
        int replicationFactor,
        OptionalLong bytes,
        int underReplicated,
        int offline,
        String cleanupPolicy,
        OptionalLong retentionMs,
        OptionalLong retentionBytes) {

    /** Rows of topics as this broker knows them now; what a topic does not set is as this broker has it. */
    static Function<TopicImage, TopicRow> reader(BrokerView broker) {
        MetadataImage image = broker.image();
        EffectiveTopicConfig usual = broker.node().topicDefaults(image);
        return topic ->
                of(broker, topic, Kept.of(usual.withOverrides(image.configs().ofTopic(topic.name()))));
    }

    private static TopicRow of(BrokerView broker, TopicImage topic, Kept kept) {
        int under = 0;
        int offline = 0;
        for (PartitionImage partition : topic.partitions()) {
            under += partition.isr().size() < partition.replicas().size() ? 1 : 0;
            offline += partition.leader() < 0 ? 1 : 0;
        }
        return new TopicRow(
                topic.name(),
                isInternal(topic),
                topic.partitions().size(),
                topic.replicationFactor(),
                bytes(broker, topic),
                under,
                offline,
                kept.cleanupPolicy(),
                kept.retentionMs(),
                kept.retentionBytes());
    }

    static boolean isInternal(TopicImage topic) {
        return topic.name().startsWith("__");
    }

    static OptionalLong bytes(BrokerView broker, TopicImage topic) {
        long sum = 0;
        boolean isHere = false;
        for (PartitionImage partition : topic.partitions()) {
            OptionalLong bytes = broker.bytesHere(topic.name(), partition.partitionId());
            isHere |= bytes.isPresent();
            sum += bytes.orElse(0);
        }
        return isHere ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}

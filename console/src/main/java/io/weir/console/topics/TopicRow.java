package io.weir.console.topics;

import io.weir.broker.insight.BrokerView;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.OptionalLong;

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
        int offline) {

    static TopicRow of(BrokerView broker, TopicImage topic) {
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
                offline);
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

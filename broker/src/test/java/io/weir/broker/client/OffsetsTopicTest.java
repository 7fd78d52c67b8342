package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Groups are where the partitions of __consumer_offsets put them, not where a setting would. */
class OffsetsTopicTest {

    private static final String SETTING = "offsets.topic.num.partitions";
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    @Test
    void committedOffsetsAreFoundThoughTheSettingHasChanged() {
        try (RunningBroker broker = RunningBroker.start(Map.of(SETTING, "10"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            result(admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all());
            for (int i = 0; i < 10; i++) {
                result(admin.alterConsumerGroupOffsets("group-" + i, Map.of(PARTITION, new OffsetAndMetadata(i)))
                        .all());
            }

            for (String changed : List.of("3", "30")) {
                broker.restart(Map.of(SETTING, changed));

                for (int i = 0; i < 10; i++) {
                    assertThat(result(
                                    admin.listConsumerGroupOffsets("group-" + i).partitionsToOffsetAndMetadata()))
                            .as("group-%d under a setting of %s", i, changed)
                            .containsEntry(PARTITION, new OffsetAndMetadata(i));
                }
            }
        }
    }
}

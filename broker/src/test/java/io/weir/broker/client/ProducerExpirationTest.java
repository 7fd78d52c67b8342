package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How long partitions remember producers may change while the broker runs. */
@Execution(ExecutionMode.CONCURRENT)
class ProducerExpirationTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void silentProducersAreForgottenAsTheSettingStands() throws Exception {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(partition.topic(), "x")).get();
            assertThat(producers(partition)).hasSize(1);

            expireAfter(1);

            Await.until("it is forgotten", () -> producers(partition).isEmpty());
            // Nothing is known of it: it goes on from any sequence.
            producer.send(new ProducerRecord<>(partition.topic(), "y")).get();
        }
    }

    private static List<ProducerState> producers(TopicPartition partition) {
        return SharedBroker.result(
                        BROKER.admin().describeProducers(Set.of(partition)).partitionResult(partition))
                .activeProducers();
    }

    private static void expireAfter(int ms) {
        ConfigEntry entry = new ConfigEntry("producer.id.expiration.ms", Integer.toString(ms));
        SharedBroker.result(BROKER.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, ""),
                        List.of(new AlterConfigOp(entry, OpType.SET))))
                .all());
    }
}

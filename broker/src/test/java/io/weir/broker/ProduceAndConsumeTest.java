package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ProduceAndConsumeTest {

    @Test
    void aConsumerOfAGroupGetsWhatAProducerSent() throws Exception {
        try (RunningBroker broker = RunningBroker.start()) {
            Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap());
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                for (int i = 0; i < 100; i++) {
                    var _ = producer.send(new ProducerRecord<>("greetings", "key-" + i, "value-" + i));
                }
                producer.flush();
            }

            List<String> values = new ArrayList<>();
            Map<String, Object> consumerConfig =
                    Map.of("bootstrap.servers", broker.bootstrap(), "group.id", "g", "auto.offset.reset", "earliest");
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(consumerConfig, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of("greetings"));
                long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (values.size() < 100 && System.nanoTime() < deadline) {
                    for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                        values.add(record.value());
                    }
                }
            }

            assertThat(values).hasSize(100).startsWith("value-0").endsWith("value-99");
        }
    }
}

package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A share group while its broker is killed: what was acknowledged never comes again, and nothing is lost. */
@Execution(ExecutionMode.CONCURRENT)
class ShareKillTest {

    private static final String TOPIC = "work";
    private static final String GROUP = "workers";
    private static final int RECORDS = 300;

    @Test
    void whatWasAcknowledgedStaysSoAndTheRestIsDelivered() throws Exception {
        try (BrokerProcess broker = new BrokerProcess()) {
            prepare(broker);
            Set<Long> acknowledged = new TreeSet<>();
            Set<Long> again = new TreeSet<>();
            try (KafkaShareConsumer<String, String> consumer = consumer(broker)) {
                for (int kills = 0; kills < 2; kills++) {
                    int enough = RECORDS / 4 * (kills + 1);
                    Await.until(enough + " acknowledged", () -> work(consumer, acknowledged, again) >= enough);
                    broker.kill();
                    broker.start();
                }
                Await.until(
                        "all acknowledged",
                        Duration.ofSeconds(60),
                        () -> work(consumer, acknowledged, again) == RECORDS);
            }
            assertThat(again).isEmpty();
        }
    }

    /** Does some of the work, and leaves some of what it has been given undone. */
    private static int work(KafkaShareConsumer<String, String> consumer, Set<Long> acknowledged, Set<Long> again) {
        Set<Long> now = new TreeSet<>();
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
            if (acknowledged.contains(record.offset())) {
                again.add(record.offset());
            }
            boolean isDone = record.offset() % 7 != 0 || record.deliveryCount().orElse((short) 1) > 1;
            consumer.acknowledge(record, isDone ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
            if (isDone) {
                now.add(record.offset());
            }
        }
        Map<TopicIdPartition, Optional<KafkaException>> outcome = consumer.commitSync(Duration.ofSeconds(5));
        if (outcome.values().stream().allMatch(Optional::isEmpty)) {
            acknowledged.addAll(now);
        }
        return acknowledged.size();
    }

    private static void prepare(BrokerProcess broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrap(), "batch.size", "300"),
                        new StringSerializer(),
                        new StringSerializer())) {
            SharedBroker.result(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all());
            SharedBroker.result(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all());
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, "value-" + i));
            }
        }
    }

    private static KafkaShareConsumer<String, String> consumer(BrokerProcess broker) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "group.id", GROUP,
                "max.poll.records", "20",
                "share.acknowledgement.mode", "explicit",
                "reconnect.backoff.max.ms", "200"));
        KafkaShareConsumer<String, String> consumer =
                new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of(TOPIC));
        return consumer;
    }
}

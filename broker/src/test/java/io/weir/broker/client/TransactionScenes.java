package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.feature.Features;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the official client's transactional producer and consumer must see, whatever the transaction version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransactionScenes {

    private final SharedBroker broker;

    TransactionScenes(int transactionVersion) {
        broker = SharedBroker.start(Map.of(
                "offsets.topic.num.partitions", "3",
                "transaction.state.log.num.partitions", "3",
                "group.initial.rebalance.delay.ms", "0"));
        if (transactionVersion < Features.TRANSACTION_VERSION.initial()) {
            FeatureUpdate lower =
                    new FeatureUpdate((short) transactionVersion, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
            SharedBroker.result(broker.admin()
                    .updateFeatures(Map.of(Features.TRANSACTION_VERSION.name(), lower), new UpdateFeaturesOptions())
                    .all());
        }
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void committedRecordsAreReadTogetherAndAbortedOnesNever() {
        String topic = broker.topic(3);
        try (KafkaProducer<String, String> producer = producer("commit", Map.of())) {
            producer.initTransactions();
            for (int round = 0; round < 10; round++) {
                producer.beginTransaction();
                for (int i = 0; i < 9; i++) {
                    var _ = producer.send(new ProducerRecord<>(topic, i % 3, null, round + "-" + i));
                }
                if (round % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.flush();
                    producer.abortTransaction();
                }
            }
        }

        List<String> read = readCommitted(topic, 3, 45);

        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 5)
                        .boxed()
                        .flatMap(round -> IntStream.range(0, 9).mapToObj(i -> 2 * round + "-" + i))
                        .toList());
        assertThat(partitionOf(read, "-0")).containsExactly("0-0", "2-0", "4-0", "6-0", "8-0");
    }

    @Test
    void anOpenTransactionHoldsBackWhatIsReadAndIsFound() throws Exception {
        String topic = broker.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = producer("open", Map.of());
                KafkaProducer<String, String> plain = plainProducer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "pending")).get();
            plain.send(new ProducerRecord<>(topic, "behind")).get();

            assertThat(latest(partition, IsolationLevel.READ_COMMITTED)).isZero();
            assertThat(latest(partition, IsolationLevel.READ_UNCOMMITTED)).isEqualTo(2);
            assertThat(SharedBroker.result(broker.admin()
                                    .describeTransactions(List.of("open"))
                                    .description("open"))
                            .topicPartitions())
                    .containsExactly(partition);
            ProducerState state = openTransaction(partition);
            assertThat(state.currentTransactionStartOffset()).hasValue(0);

            producer.commitTransaction();

            assertThat(readCommitted(topic, 1, 2)).containsExactly("pending", "behind");
        }
    }

    @Test
    void aSecondProducerFencesTheFirst() {
        String topic = broker.topic();
        try (KafkaProducer<String, String> first = producer("fenced", Map.of());
                KafkaProducer<String, String> second = producer("fenced", Map.of())) {
            first.initTransactions();
            first.beginTransaction();
            var _ = first.send(new ProducerRecord<>(topic, "of the first"));
            first.flush();

            second.initTransactions();
            second.beginTransaction();
            var _ = second.send(new ProducerRecord<>(topic, "of the second"));
            second.commitTransaction();

            assertThatThrownBy(first::commitTransaction)
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
            assertThat(readCommitted(topic, 1, 1)).containsExactly("of the second");
        }
    }

    @Test
    void aTransactionThatTakesTooLongIsAborted() throws Exception {
        String topic = broker.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer =
                producer("late", Map.of("transaction.timeout.ms", "500", "delivery.timeout.ms", "30000"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "late")).get();

            Await.until("the transaction is aborted", () -> latest(partition, IsolationLevel.READ_COMMITTED) == 2);

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        }
        assertThat(describe("late").state()).isEqualTo(TransactionState.COMPLETE_ABORT);
        assertThat(readCommitted(topic, 1, 0)).isEmpty();
    }

    @Test
    void offsetsCountWithTheTransactionOnly() throws Exception {
        String in = broker.topic();
        String out = broker.topic();
        TopicPartition source = new TopicPartition(in, 0);
        String group = broker.name("group");
        try (KafkaProducer<String, String> producer = producer("offsets", Map.of());
                KafkaConsumer<String, String> consumer = broker.consumer("group.id", group)) {
            ConsumerGroupMetadata metadata = consumer.groupMetadata();
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>(out, "x"));
            producer.sendOffsetsToTransaction(Map.of(source, new OffsetAndMetadata(7)), metadata);
            producer.abortTransaction();
            assertThat(committed(group)).doesNotContainKey(source);

            producer.beginTransaction();
            producer.sendOffsetsToTransaction(Map.of(source, new OffsetAndMetadata(9, "with text")), metadata);
            var _ = producer.send(new ProducerRecord<>(out, "y"));
            producer.commitTransaction();

            Await.until("the offset counts", () -> committed(group).containsKey(source));
            assertThat(committed(group).get(source).offset()).isEqualTo(9);
            assertThat(committed(group).get(source).metadata()).isEqualTo("with text");
            assertThat(readCommitted(out, 1, 1)).containsExactly("y");
        }
    }

    @Test
    void manyPartitionsEndTogether() {
        String topic = broker.topic(40);
        try (KafkaProducer<String, String> producer = producer("many", Map.of())) {
            producer.initTransactions();
            for (int round = 0; round < 3; round++) {
                producer.beginTransaction();
                for (int i = 0; i < 80; i++) {
                    var _ = producer.send(new ProducerRecord<>(topic, i % 40, null, round + "-" + i));
                }
                producer.commitTransaction();
            }
        }
        assertThat(readCommitted(topic, 40, 240)).doesNotHaveDuplicates();
    }

    @Test
    void anAdministratorEndsAnOpenTransaction() throws Exception {
        String topic = broker.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = producer("forgotten", Map.of())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "pending")).get();
            ProducerState open = openTransaction(partition);

            SharedBroker.result(broker.admin()
                    .abortTransaction(new AbortTransactionSpec(
                            partition,
                            open.producerId(),
                            (short) open.producerEpoch(),
                            open.coordinatorEpoch().orElse(0)))
                    .all());

            assertThat(latest(partition, IsolationLevel.READ_COMMITTED)).isEqualTo(2);
        }
    }

    @Test
    void aListHasAllTransactionalIds() {
        try (KafkaProducer<String, String> producer = producer("listed", Map.of())) {
            producer.initTransactions();

            assertThat(SharedBroker.result(broker.admin().listTransactions().all()))
                    .anySatisfy(listing -> {
                        assertThat(listing.transactionalId()).isEqualTo("listed");
                        assertThat(listing.state()).isEqualTo(TransactionState.EMPTY);
                    });
            assertThat(describe("listed").producerEpoch()).isZero();
        }
    }

    private KafkaProducer<String, String> producer(String id, Map<String, String> more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "transactional.id",
                id,
                "linger.ms",
                "0",
                "max.block.ms",
                "20000"));
        config.putAll(more);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private KafkaProducer<String, String> plainProducer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringSerializer(), new StringSerializer());
    }

    /** Reads everything that is committed; waits for so many records. */
    private List<String> readCommitted(String topic, int partitions, int count) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(i -> new TopicPartition(topic, i))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < deadline
                    && (values.size() < count || all.stream().anyMatch(p -> consumer.position(p) < ends.get(p)))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
        }
        assertThat(values).hasSize(count);
        return values;
    }

    private static List<String> partitionOf(List<String> values, String suffix) {
        return values.stream().filter(value -> value.endsWith(suffix)).toList();
    }

    private ProducerState openTransaction(TopicPartition partition) throws Exception {
        return broker
                .admin()
                .describeProducers(Set.of(partition))
                .partitionResult(partition)
                .get()
                .activeProducers()
                .stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private TransactionDescription describe(String id) {
        return SharedBroker.result(
                broker.admin().describeTransactions(List.of(id)).description(id));
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return SharedBroker.result(
                broker.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private long latest(TopicPartition partition, IsolationLevel level) {
        return SharedBroker.result(broker.admin()
                        .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                        .partitionResult(partition))
                .offset();
    }
}

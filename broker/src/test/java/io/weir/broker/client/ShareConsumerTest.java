package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The official share consumer: members share a partition, and say of each record what becomes of it. */
@Execution(ExecutionMode.CONCURRENT)
class ShareConsumerTest {

    /** Locks run out soon, so that nobody waits long for a record that somebody keeps. */
    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of(
            "group.share.min.heartbeat.interval.ms", "100",
            "group.share.heartbeat.interval.ms", "200",
            "group.share.min.record.lock.duration.ms", "1000",
            "group.share.record.lock.duration.ms", "1500",
            "auto.create.topics.enable", "false",
            "share.coordinator.state.topic.num.partitions", "3",
            "offsets.topic.num.partitions", "3"));

    private static final Duration POLL = Duration.ofMillis(300);

    @Test
    void whatIsPolledIsAcknowledgedByTheNextPoll() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 10);

        try (KafkaShareConsumer<String, String> consumer = consumer(group, topic)) {
            assertThat(values(pollUntil(consumer, 10))).containsExactlyElementsOf(numbers(0, 10));
            assertThat(consumer.poll(POLL)).isEmpty();
            consumer.commitSync();
        }

        assertThat(lag(group, topic)).isZero();
        try (KafkaShareConsumer<String, String> next = consumer(group, topic)) {
            produce(topic, 10, 11);
            assertThat(values(pollUntil(next, 1))).containsExactly("10");
        }
    }

    @Test
    void aGroupBeginsWithWhatComesAfterItUnlessItIsToldOtherwise() {
        String topic = BROKER.topic();
        String group = BROKER.name("group");
        produce(topic, 0, 5);

        try (KafkaShareConsumer<String, String> consumer = consumer(group, topic)) {
            awaitAssigned(group, consumer);
            assertThat(consumer.poll(POLL)).isEmpty();
            produce(topic, 5, 8);

            assertThat(values(pollUntil(consumer, 3))).containsExactly("5", "6", "7");
        }
    }

    @Test
    void twoConsumersShareOnePartitionAndEachRecordGoesToOne() {
        String topic = BROKER.topic();
        String group = earliest();
        Map<String, Integer> seen = new ConcurrentHashMap<>();

        try (KafkaShareConsumer<String, String> first =
                        consumer(group, topic, "max.poll.records", "10", "client.id", "first");
                KafkaShareConsumer<String, String> second =
                        consumer(group, topic, "max.poll.records", "10", "client.id", "second");
                KafkaProducer<String, String> producer = BROKER.producer("batch.size", "200")) {
            IntStream.range(0, 400).forEach(i -> {
                var _ = producer.send(new ProducerRecord<>(topic, Integer.toString(i)));
            });
            producer.flush();
            List<Integer> shares = new ArrayList<>(List.of(0, 0));
            Await.until("all records, by both", () -> {
                int ofFirst = note(first, seen);
                int ofSecond = note(second, seen);
                shares.set(0, shares.get(0) + ofFirst);
                shares.set(1, shares.get(1) + ofSecond);
                return seen.size() == 400;
            });

            assertThat(shares).allMatch(share -> share > 0);
            assertThat(seen.values()).allMatch(count -> count == 1);
        }
    }

    @Test
    void aReleasedRecordComesAgainAndSaysHowOften() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 3);

        try (KafkaShareConsumer<String, String> consumer = explicit(group, topic)) {
            List<ConsumerRecord<String, String>> first = pollUntil(consumer, 3);
            assertThat(first).allMatch(record -> record.deliveryCount().equals(Optional.of((short) 1)));
            consumer.acknowledge(first.get(0), AcknowledgeType.ACCEPT);
            consumer.acknowledge(first.get(1), AcknowledgeType.RELEASE);
            consumer.acknowledge(first.get(2), AcknowledgeType.REJECT);
            assertThat(consumer.commitSync().values()).allMatch(Optional::isEmpty);

            List<ConsumerRecord<String, String>> again = pollUntil(consumer, 1);
            assertThat(values(again)).containsExactly("1");
            assertThat(again.getFirst().deliveryCount()).contains((short) 2);
            consumer.acknowledge(again.getFirst());
            consumer.commitSync();
            assertThat(consumer.poll(POLL)).isEmpty();
        }
    }

    @Test
    void aRecordNobodyCanBearIsGivenUpAfterFiveDeliveries() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 1);

        try (KafkaShareConsumer<String, String> consumer = explicit(group, topic)) {
            for (short delivery = 1; delivery <= 5; delivery++) {
                ConsumerRecord<String, String> poison = pollUntil(consumer, 1).getFirst();
                assertThat(poison.deliveryCount()).contains(delivery);
                consumer.acknowledge(poison, AcknowledgeType.RELEASE);
                consumer.commitSync();
            }
            produce(topic, 1, 2);

            List<ConsumerRecord<String, String>> next = pollUntil(consumer, 1);
            assertThat(values(next)).containsExactly("1");
            next.forEach(consumer::acknowledge);
            consumer.commitSync();
        }
        assertThat(lag(group, topic)).isZero();
    }

    @Test
    void aRecordKeptTooLongGoesToAnother() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 1);

        try (KafkaShareConsumer<String, String> slow = explicit(group, topic)) {
            ConsumerRecord<String, String> kept = pollUntil(slow, 1).getFirst();
            try (KafkaShareConsumer<String, String> other = explicit(group, topic)) {
                ConsumerRecord<String, String> taken = pollUntil(other, 1).getFirst();

                assertThat(taken.offset()).isEqualTo(kept.offset());
                assertThat(taken.deliveryCount()).contains((short) 2);
                slow.acknowledge(kept);
                assertThat(slow.commitSync().values()).allMatch(Optional::isPresent);
                other.acknowledge(taken);
                assertThat(other.commitSync().values()).allMatch(Optional::isEmpty);
            }
        }
    }

    @Test
    void whoAsksForMoreTimeKeepsARecord() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 1);

        try (KafkaShareConsumer<String, String> consumer = explicit(group, topic)) {
            ConsumerRecord<String, String> record = pollUntil(consumer, 1).getFirst();
            assertThat(consumer.acquisitionLockTimeoutMs()).contains(1500);
            long until = System.nanoTime() + Duration.ofMillis(2500).toNanos();
            while (System.nanoTime() < until) {
                consumer.acknowledge(record, AcknowledgeType.RENEW);
                consumer.commitSync();
                for (ConsumerRecord<String, String> same : consumer.poll(POLL)) {
                    assertThat(same.offset()).isEqualTo(record.offset());
                    record = same;
                }
            }
            consumer.acknowledge(record, AcknowledgeType.ACCEPT);

            assertThat(consumer.commitSync().values()).allMatch(Optional::isEmpty);
        }
        assertThat(lag(group, topic)).isZero();
    }

    @Test
    void acknowledgementsAreReportedToWhoAsks() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 4);
        Map<TopicIdPartition, Set<Long>> reported = new HashMap<>();
        List<Exception> failures = new ArrayList<>();

        try (KafkaShareConsumer<String, String> consumer = consumer(group, topic)) {
            consumer.setAcknowledgementCommitCallback((offsets, failure) -> {
                offsets.forEach((partition, of) -> reported.computeIfAbsent(partition, _ -> new TreeSet<>())
                        .addAll(of));
                if (failure != null) {
                    failures.add(failure);
                }
            });
            pollUntil(consumer, 4);
            consumer.commitAsync();
            Await.until("the report", () -> {
                consumer.poll(Duration.ofMillis(20));
                return !reported.isEmpty();
            });
        }

        assertThat(reported.values()).containsExactly(Set.of(0L, 1L, 2L, 3L));
        assertThat(failures).isEmpty();
    }

    @Test
    void aConsumerThatIsLostLeavesItsRecordsToOthersAtOnce() {
        String topic = BROKER.topic();
        String group = earliest("share.record.lock.duration.ms", "60000");
        produce(topic, 0, 5);
        KafkaShareConsumer<String, String> lost = explicit(group, topic);
        pollUntil(lost, 5);

        lost.close();

        try (KafkaShareConsumer<String, String> other = consumer(group, topic)) {
            List<ConsumerRecord<String, String>> taken = pollUntil(other, 5);
            assertThat(taken).allMatch(record -> record.deliveryCount().equals(Optional.of((short) 2)));
        }
    }

    @Test
    void oneWhoWantsNoMoreThanSoManyRecordsGetsNoMore() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 20);

        try (KafkaShareConsumer<String, String> exact =
                consumer(group, topic, "share.acquire.mode", "record_limit", "max.poll.records", "7")) {
            List<String> all = new ArrayList<>();
            Await.until("all records", () -> {
                List<String> some = values(list(exact.poll(POLL)));
                assertThat(some.size()).isLessThanOrEqualTo(7);
                all.addAll(some);
                return all.size() == 20;
            });
            assertThat(all).containsExactlyElementsOf(numbers(0, 20));
        }
    }

    @Test
    void recordsThatAreDeletedAreNotWaitedFor() {
        String topic = BROKER.topic();
        String group = earliest();
        produce(topic, 0, 10);
        try (KafkaShareConsumer<String, String> consumer = explicit(group, topic, "max.poll.records", "2")) {
            pollUntil(consumer, 2);
        }

        SharedBroker.result(BROKER.admin()
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(6)))
                .all());

        try (KafkaShareConsumer<String, String> consumer = consumer(group, topic)) {
            assertThat(values(pollUntil(consumer, 4))).containsExactly("6", "7", "8", "9");
        }
    }

    @Test
    void readCommittedGroupsNeverSeeWhatWasAborted() {
        String topic = BROKER.topic();
        String committed = earliest("share.isolation.level", "read_committed");
        String all = earliest();
        try (KafkaProducer<String, String> producer = BROKER.producer("transactional.id", BROKER.name("transaction"))) {
            producer.initTransactions();
            transaction(producer, topic, "a", true);
            transaction(producer, topic, "b", false);
            transaction(producer, topic, "c", true);
            producer.beginTransaction();
            send(producer, topic, "d");

            try (KafkaShareConsumer<String, String> consumer = consumer(committed, topic);
                    KafkaShareConsumer<String, String> other = consumer(all, topic)) {
                assertThat(values(pollUntil(consumer, 2))).containsExactly("a", "c");
                assertThat(values(pollUntil(other, 4))).containsExactly("a", "b", "c", "d");
                assertThat(consumer.poll(POLL)).isEmpty();
                producer.commitTransaction();
                assertThat(values(pollUntil(consumer, 1))).containsExactly("d");
                Await.until("markers are not waited for", () -> {
                    consumer.poll(Duration.ofMillis(20));
                    return lag(committed, topic) == 0;
                });
            }
        }
    }

    @Test
    void moreConsumersThanPartitionsAndTopicsThatComeLater() {
        String first = BROKER.topic(2);
        String later = BROKER.name("later");
        String group = earliest();
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        try (KafkaShareConsumer<String, String> a = consumer(group, first, later);
                KafkaShareConsumer<String, String> b = consumer(group, first, later);
                KafkaShareConsumer<String, String> c = consumer(group, first, later)) {
            produce(first, 0, 30);
            Await.until("all of the first", () -> {
                note(a, seen);
                note(b, seen);
                note(c, seen);
                return seen.size() == 30;
            });
            BROKER.create(later, 1, Map.of());
            produce(later, 100, 110);
            Await.until("all of the later", () -> {
                note(a, seen);
                note(b, seen);
                note(c, seen);
                return seen.size() == 40;
            });
        }
        assertThat(seen.values()).allMatch(count -> count == 1);
    }

    private static void transaction(
            KafkaProducer<String, String> producer, String topic, String value, boolean commits) {
        producer.beginTransaction();
        send(producer, topic, value);
        if (commits) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String value) {
        var _ = producer.send(new ProducerRecord<>(topic, value));
        producer.flush();
    }

    private static int note(KafkaShareConsumer<String, String> consumer, Map<String, Integer> seen) {
        List<ConsumerRecord<String, String>> records = list(consumer.poll(Duration.ofMillis(20)));
        records.forEach(
                record -> seen.merge(record.topic() + record.value() + "@" + record.partition(), 1, Integer::sum));
        return records.size();
    }

    private static List<ConsumerRecord<String, String>> pollUntil(
            KafkaShareConsumer<String, String> consumer, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        Await.until(count + " records", () -> {
            consumer.poll(POLL).forEach(records::add);
            return records.size() >= count;
        });
        return records;
    }

    private static List<ConsumerRecord<String, String>> list(Iterable<ConsumerRecord<String, String>> records) {
        List<ConsumerRecord<String, String>> list = new ArrayList<>();
        records.forEach(list::add);
        return list;
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static void produce(String topic, int from, int to) {
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            numbers(from, to).forEach(value -> {
                var _ = producer.send(new ProducerRecord<>(topic, value));
            });
        }
    }

    /** A group that begins with what is there; the settings are names and values in turn. */
    private static String earliest(String... settings) {
        String group = BROKER.name("group");
        List<AlterConfigOp> ops = new ArrayList<>();
        ops.add(set("share.auto.offset.reset", "earliest"));
        for (int i = 0; i < settings.length; i += 2) {
            ops.add(set(settings[i], settings[i + 1]));
        }
        SharedBroker.result(BROKER.admin()
                .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), ops))
                .all());
        return group;
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static KafkaShareConsumer<String, String> explicit(String group, String topic, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("share.acknowledgement.mode", "explicit"));
        return create(group, List.of(topic), all);
    }

    private static KafkaShareConsumer<String, String> consumer(String group, String topic) {
        return create(group, List.of(topic), List.of());
    }

    private static KafkaShareConsumer<String, String> consumer(String group, String topic, String other) {
        return create(group, List.of(topic, other), List.of());
    }

    private static KafkaShareConsumer<String, String> consumer(
            String group, String topic, String name, String value, String... more) {
        List<String> all = new ArrayList<>(List.of(name, value));
        all.addAll(List.of(more));
        return create(group, List.of(topic), all);
    }

    private static KafkaShareConsumer<String, String> create(String group, List<String> topics, List<String> settings) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", BROKER.bootstrap(), "group.id", group));
        for (int i = 0; i < settings.size(); i += 2) {
            config.put(settings.get(i), settings.get(i + 1));
        }
        KafkaShareConsumer<String, String> consumer =
                new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(topics);
        return consumer;
    }

    private static void awaitAssigned(String group, KafkaShareConsumer<String, String> consumer) {
        Await.until("an assignment", () -> {
            consumer.poll(Duration.ofMillis(20));
            try {
                return SharedBroker.result(BROKER.admin()
                                .describeShareGroups(List.of(group))
                                .describedGroups()
                                .get(group))
                        .members()
                        .stream()
                        .anyMatch(
                                member -> !member.assignment().topicPartitions().isEmpty());
            } catch (GroupIdNotFoundException e) {
                return false;
            }
        });
    }

    private static long lag(String group, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        return SharedBroker.result(BROKER.admin()
                        .listShareGroupOffsets(
                                Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(List.of(partition))))
                        .partitionsToOffsetInfo(group))
                .get(partition)
                .lag()
                .orElseThrow();
    }
}

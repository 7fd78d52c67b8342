package io.weir.simulation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.client.Await;
import io.weir.broker.client.SharedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment.TaskIds;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams with group.protocol=streams: the broker makes the internal topics and assigns the tasks (KIP-1071). */
class StreamsProtocolTest {

    private static final int PARTITIONS = 4;

    /** Heartbeats often, so that nobody waits long for the next step. */
    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of(
            "group.streams.min.heartbeat.interval.ms", "100",
            "group.streams.heartbeat.interval.ms", "100",
            "group.streams.min.session.timeout.ms", "1000",
            "group.streams.session.timeout.ms", "3000",
            "group.streams.assignment.interval.ms", "50",
            "group.streams.initial.rebalance.delay.ms", "100",
            "group.streams.num.standby.replicas", "1"));

    @TempDir
    private Path states;

    @Test
    void itIsTurnedOn() {
        FeatureMetadata features =
                SharedBroker.result(BROKER.admin().describeFeatures().featureMetadata());
        assertThat(features.finalizedFeatures())
                .hasEntrySatisfying(
                        "streams.version",
                        levels -> assertThat(levels.maxVersionLevel()).isEqualTo((short) 1));
    }

    @Test
    void anApplicationCountsWordsInInstancesThatComeAndGo() {
        String input = BROKER.topic(PARTITIONS);
        String output = BROKER.topic(1);
        String application = BROKER.name("words");
        try (KafkaProducer<String, String> producer = BROKER.producer();
                KafkaStreams first = wordCount(application, input, output)) {
            // given an application with one instance
            first.start();
            say(producer, input, "to be or not to be");
            awaitCounts(output, Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L));
            assertThat(SharedBroker.result(BROKER.admin().listTopics().names()))
                    .contains(application + "-counts-changelog", application + "-words-repartition");

            // when another one comes, it gets half of the tasks, and copies of the others
            try (KafkaStreams second = wordCount(application, input, output)) {
                second.start();
                Await.until("tasks are shared", () -> {
                    List<Integer> active = describe(application).members().stream()
                            .map(member -> count(member.assignment().activeTasks()))
                            .toList();
                    return active.equals(List.of(PARTITIONS, PARTITIONS))
                            && describe(application).groupState() == GroupState.STABLE;
                });
                assertThat(describe(application).members())
                        .extracting(member -> count(member.assignment().standbyTasks()))
                        .containsOnly(PARTITIONS / 2);
                say(producer, input, "to see or not to see");
                awaitCounts(output, Map.of("to", 4L, "be", 2L, "or", 2L, "not", 2L, "see", 2L));
            }

            // when it has gone, the first goes on with its state
            Await.until(
                    "one member",
                    () -> describe(application).members().size() == 1
                            && describe(application).groupState() == GroupState.STABLE);
            say(producer, input, "to go");
            awaitCounts(output, Map.of("to", 5L, "be", 2L, "or", 2L, "not", 2L, "see", 2L, "go", 1L));
            Await.until(
                    "its store knows all words",
                    () -> first.store(StoreQueryParameters.fromNameAndType(
                                    "counts", QueryableStoreTypes.<String, Long>keyValueStore()))
                            .get("to")
                            .equals(5L));

            // then administrators see what it is, and cannot delete it
            assertThat(listed(application).type()).contains(GroupType.STREAMS);
            assertThat(describe(application).members())
                    .extracting(StreamsGroupMemberDescription::topologyEpoch)
                    .containsOnly(0);
            assertThatThrownBy(() -> BROKER.admin()
                            .deleteStreamsGroups(List.of(application))
                            .all()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
        }
        // then its offsets stay, until it is deleted
        Await.until("nobody is left", () -> describe(application).groupState() == GroupState.EMPTY);
        assertThat(SharedBroker.result(BROKER.admin()
                                .listStreamsGroupOffsets(Map.of(application, new ListStreamsGroupOffsetsSpec()))
                                .partitionsToOffsetAndMetadata(application))
                        .keySet())
                .extracting(TopicPartition::topic)
                .contains(input, application + "-words-repartition");
        SharedBroker.result(
                BROKER.admin().deleteStreamsGroups(List.of(application)).all());
        assertThat(SharedBroker.result(BROKER.admin().listGroups().all()))
                .extracting(GroupListing::groupId)
                .doesNotContain(application);
    }

    @Test
    void anApplicationWaitsForTopicsThatAreMissing() {
        String input = BROKER.name("late");
        String output = BROKER.topic(1);
        String application = BROKER.name("waiting");
        try (KafkaProducer<String, String> producer = BROKER.producer();
                KafkaStreams streams = wordCount(application, input, output)) {
            streams.start();
            Await.until(
                    "it is not ready",
                    () -> isThere(application) && describe(application).groupState() == GroupState.NOT_READY);
            BROKER.create(input, PARTITIONS, Map.of());
            say(producer, input, "at last");
            awaitCounts(output, Map.of("at", 1L, "last", 1L));
        }
    }

    private KafkaStreams wordCount(String application, String input, String output) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(input, Consumed.with(Serdes.String(), Serdes.String()))
                .flatMap((key, line) -> Stream.of(line.split(" "))
                        .map(word -> KeyValue.pair(word, word))
                        .toList())
                .groupByKey(Grouped.with("words", Serdes.String(), Serdes.String()))
                .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("counts"))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .toStream()
                .mapValues(count -> Long.toString(count))
                .to(output, Produced.with(Serdes.String(), Serdes.String()));
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.bootstrap());
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "50");
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        config.put(
                StreamsConfig.STATE_DIR_CONFIG,
                states.resolve(BROKER.name("state")).toString());
        return new KafkaStreams(builder.build(), config);
    }

    private static void say(KafkaProducer<String, String> producer, String topic, String line) {
        var _ = producer.send(new ProducerRecord<>(topic, line, line));
        producer.flush();
    }

    /** Waits until the last count of each word is this. */
    private static void awaitCounts(String output, Map<String, Long> expected) {
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(new TopicPartition(output, 0)));
            consumer.seekToBeginning(consumer.assignment());
            Map<String, Long> counts = new HashMap<>();
            Await.until("counts are " + expected, () -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> counts.put(record.key(), Long.valueOf(record.value())));
                return counts.equals(expected);
            });
        }
    }

    private static int count(List<TaskIds> tasks) {
        return tasks.stream().mapToInt(task -> task.partitions().size()).sum();
    }

    private static boolean isThere(String application) {
        return SharedBroker.result(BROKER.admin().listGroups().all()).stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet())
                .contains(application);
    }

    private static GroupListing listed(String application) {
        return SharedBroker.result(BROKER.admin().listGroups().all()).stream()
                .filter(group -> group.groupId().equals(application))
                .findFirst()
                .orElseThrow();
    }

    private static StreamsGroupDescription describe(String application) {
        return SharedBroker.result(BROKER.admin()
                .describeStreamsGroups(List.of(application))
                .describedGroups()
                .get(application));
    }
}

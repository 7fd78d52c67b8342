package io.weir.cli.demo;

import io.weir.cli.client.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The demo's two topics on the cluster, under names of this run alone. */
final class DemoTopics implements AutoCloseable {

    static final int PARTITIONS = 6;

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final String run;
    private final List<String> groupIds = new ArrayList<>();

    private DemoTopics(Admin admin, String run) {
        this.admin = admin;
        this.run = run;
    }

    /** Creates the topics; {@code run} makes their names unlike those of any other run. */
    static DemoTopics create(Admin admin, String run) {
        DemoTopics topics = new DemoTopics(admin, run);
        // The flights left in 2001: by age, every one of them would be due for deletion.
        Map<String, String> keepForever = Map.of("retention.ms", "-1");
        List<NewTopic> wanted = List.of(
                new NewTopic(topics.flights(), Optional.of(PARTITIONS), Optional.empty()).configs(keepForever),
                new NewTopic(topics.alerts(), Optional.of(PARTITIONS), Optional.empty()));
        Await.get(admin.createTopics(wanted).all());
        return topics;
    }

    String flights() {
        return "weir-demo-" + run + "-flights";
    }

    String alerts() {
        return "weir-demo-" + run + "-alerts";
    }

    /** The id for a group of this run, which {@link #close} deletes with the topics. */
    String groupId(String name) {
        String id = "weir-demo-" + run + "-" + name;
        groupIds.add(id);
        return id;
    }

    /** How many flights a group has yet to commit; a partition without a commit counts whole. */
    long lag(String groupId) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                Await.get(admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(flights()).entrySet()) {
            OffsetAndMetadata commit = committed.get(end.getKey());
            lag += end.getValue() - (commit == null ? 0 : commit.offset());
        }
        return lag;
    }

    /** Everything in the alerts topic at this moment, or what can be read of it in ten seconds. */
    List<Alert> readAlerts(Consumer<byte[], byte[]> reader) {
        Map<TopicPartition, Long> ends = ends(alerts());
        reader.assign(ends.keySet());
        reader.seekToBeginning(ends.keySet());
        List<Alert> alerts = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + READ_TIMEOUT.toNanos();
        while (System.nanoTime() < deadlineNanos
                && ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> alert : reader.poll(POLL)) {
                alerts.add(Alert.of(alert.key(), alert.value()));
            }
        }
        return alerts;
    }

    private Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return Await.get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** Deletes what this run made. */
    @Override
    public void close() {
        Await.get(admin.deleteConsumerGroups(groupIds).all());
        Await.get(admin.deleteTopics(List.of(flights(), alerts())).all());
    }
}

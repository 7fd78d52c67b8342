package io.weir.console.metrics;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.broker.metrics.TopicTraffic.Flow;
import io.weir.broker.observation.TopicReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Topics by their names, at most so many: those with the most bytes through them, and then the largest. */
final class TopicFamilies {

    private static final String TOPIC = "topic";

    private TopicFamilies() {}

    static List<Family> of(TopicTraffic all, List<TopicReading> topics, int most, CutOff cutOff) {
        List<TopicReading> shown = topics;
        if (topics.size() > most) {
            shown = topics.stream()
                    .sorted(Comparator.comparingLong(TopicFamilies::weight).reversed())
                    .limit(most)
                    .sorted(Comparator.comparing(TopicReading::name))
                    .toList();
        }
        cutOff.count("topics", topics.size() - shown.size());
        List<Family> families = new ArrayList<>();
        names().forEach((flow, name) -> families.add(Family.counter("weir_" + name.metric, name.help + ", all topics.")
                .add(all.sum(flow))));
        for (Map.Entry<Flow, Name> entry : names().entrySet()) {
            Family.Counter family =
                    Family.counter("weir_topic_" + entry.getValue().metric, entry.getValue().help + ", by topic.");
            for (TopicReading topic : shown) {
                long sum = topic.traffic().sum(entry.getKey());
                // What nobody uses is not told.
                if (sum > 0) {
                    family.add(sum, TOPIC, topic.name());
                }
            }
            families.add(family);
        }
        Family.Gauge sizes = Family.gauge("weir_topic_log_size_bytes", "Bytes of the replicas that are here.");
        Family.Gauge replicas = Family.gauge("weir_topic_replicas", "Replicas that are here.");
        for (TopicReading topic : shown) {
            topic.sizeBytes().ifPresent(bytes -> sizes.add(bytes, TOPIC, topic.name()));
            replicas.add(topic.replicas(), TOPIC, topic.name());
        }
        families.add(sizes);
        families.add(replicas);
        return families;
    }

    private record Name(String metric, String help) {}

    private static Map<Flow, Name> names() {
        Map<Flow, Name> names = new LinkedHashMap<>();
        names.put(Flow.BYTES_IN, new Name("in_bytes", "Bytes of record batches appended where this broker leads"));
        names.put(Flow.RECORDS_IN, new Name("in_records", "Records appended where this broker leads"));
        names.put(Flow.BATCHES_IN, new Name("in_batches", "Record batches appended where this broker leads"));
        names.put(Flow.BYTES_OUT, new Name("out_bytes", "Bytes of record batches given to consumers"));
        names.put(Flow.RECORDS_OUT, new Name("out_records", "Records given to consumers, by their offsets"));
        names.put(Flow.READS, new Name("reads", "Partitions told of in answers to fetches"));
        names.put(Flow.FAILED_APPENDS, new Name("failed_appends", "Record batches that were refused"));
        names.put(
                Flow.FAILED_READS, new Name("failed_reads", "Partitions told of in answers to fetches with an error"));
        names.put(
                Flow.REPLICATION_BYTES_IN,
                new Name("replication_in_bytes", "Bytes of record batches copied from leaders on other brokers"));
        names.put(
                Flow.REPLICATION_BYTES_OUT,
                new Name("replication_out_bytes", "Bytes of record batches given to followers on other brokers"));
        return names;
    }

    private static long weight(TopicReading topic) {
        long moved = topic.traffic().sum(Flow.BYTES_IN) + topic.traffic().sum(Flow.BYTES_OUT);
        return moved > 0 ? Long.MAX_VALUE / 2 + moved : topic.sizeBytes().orElse(0);
    }
}

package io.weir.metadata.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Under which names a broker gives the defaults of its topics' settings, each list strongest first. */
final class TopicSynonyms {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;

    private static final Map<String, List<BrokerSynonym>> BY_TOPIC_NAME = byTopicName();

    private TopicSynonyms() {}

    /** The broker's names for a topic's setting; empty when only the topic itself can have it. */
    static List<BrokerSynonym> of(String topicName) {
        return BY_TOPIC_NAME.getOrDefault(topicName, List.of());
    }

    /** All of them. */
    static Map<String, List<BrokerSynonym>> all() {
        return BY_TOPIC_NAME;
    }

    private static Map<String, List<BrokerSynonym>> byTopicName() {
        Map<String, List<BrokerSynonym>> names = new TreeMap<>();
        for (String same : List.of(
                "unclean.leader.election.enable",
                "min.insync.replicas",
                "compression.type",
                "compression.gzip.level",
                "compression.lz4.level",
                "compression.zstd.level",
                TopicConfigs.FLUSH_BEFORE_ACK,
                TopicConfigs.VERIFY_EVERY_BATCH)) {
            names.put(same, List.of(BrokerSynonym.same(same)));
        }
        for (String log : List.of(
                "segment.bytes",
                "retention.bytes",
                "index.interval.bytes",
                "cleanup.policy",
                "preallocate",
                "message.timestamp.type",
                "message.timestamp.before.max.ms",
                "message.timestamp.after.max.ms",
                "local.retention.ms",
                "local.retention.bytes")) {
            names.put(log, List.of(BrokerSynonym.same("log." + log)));
        }
        for (String cleaner : List.of("delete.retention.ms", "min.compaction.lag.ms", "max.compaction.lag.ms")) {
            names.put(cleaner, List.of(BrokerSynonym.same("log.cleaner." + cleaner)));
        }
        putOthers(names);
        return names;
    }

    private static void putOthers(Map<String, List<BrokerSynonym>> names) {
        names.put("min.cleanable.dirty.ratio", List.of(BrokerSynonym.same("log.cleaner.min.cleanable.ratio")));
        names.put("max.message.bytes", List.of(BrokerSynonym.same("message.max.bytes")));
        names.put("segment.index.bytes", List.of(BrokerSynonym.same("log.index.size.max.bytes")));
        names.put("file.delete.delay.ms", List.of(BrokerSynonym.same("log.segment.delete.delay.ms")));
        names.put("flush.messages", List.of(BrokerSynonym.same("log.flush.interval.messages")));
        names.put(
                "flush.ms",
                List.of(
                        BrokerSynonym.same("log.flush.interval.ms"),
                        BrokerSynonym.same("log.flush.scheduler.interval.ms")));
        names.put(
                "segment.ms", List.of(BrokerSynonym.same("log.roll.ms"), new BrokerSynonym("log.roll.hours", HOUR_MS)));
        names.put(
                "segment.jitter.ms",
                List.of(BrokerSynonym.same("log.roll.jitter.ms"), new BrokerSynonym("log.roll.jitter.hours", HOUR_MS)));
        names.put(
                "retention.ms",
                List.of(
                        BrokerSynonym.same("log.retention.ms"),
                        new BrokerSynonym("log.retention.minutes", MINUTE_MS),
                        new BrokerSynonym("log.retention.hours", HOUR_MS)));
    }
}

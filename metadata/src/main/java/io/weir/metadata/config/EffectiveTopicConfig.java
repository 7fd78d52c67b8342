package io.weir.metadata.config;

import io.weir.protocol.compress.CompressionType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that hold for one topic, typed: its own, and the broker's where it has none.
 *
 * <p>Unchanging. Topics without settings of their own share one instance, so that many topics cost little.
 */
public final class EffectiveTopicConfig {

    private final Map<String, Object> defaults;
    private final Map<String, Object> own;

    private EffectiveTopicConfig(Map<String, Object> defaults, Map<String, Object> own) {
        this.defaults = defaults;
        this.own = own;
    }

    /** What holds for topics without settings of their own. */
    public static EffectiveTopicConfig defaults(BrokerLayers broker) {
        Map<String, Object> values = new HashMap<>();
        for (ConfigDefinition definition : TopicConfigs.TABLE.definitions()) {
            TopicLookup.brokerValue(definition, broker)
                    .or(definition::fallback)
                    .ifPresent(text -> values.put(definition.name(), definition.parse(text)));
        }
        return new EffectiveTopicConfig(Map.copyOf(values), Map.of());
    }

    /** What holds for a topic with these settings of its own; names that are not known here do not count. */
    public static EffectiveTopicConfig of(Map<String, String> topic, BrokerLayers broker) {
        return defaults(broker).withOverrides(topic);
    }

    /** The same defaults under other settings of the topic's own. */
    public EffectiveTopicConfig withOverrides(Map<String, String> topic) {
        Map<String, Object> parsed = new HashMap<>();
        topic.forEach((name, text) ->
                TopicConfigs.TABLE.find(name).ifPresent(definition -> parsed.put(name, definition.parse(text))));
        return new EffectiveTopicConfig(defaults, Map.copyOf(parsed));
    }

    /** The largest record batch, in bytes as on the wire. */
    public int maxMessageBytes() {
        return (int) value("max.message.bytes");
    }

    /** The codec to store batches in; empty to keep what the producer sent. */
    public Optional<CompressionType> compression() {
        String name = (String) value("compression.type");
        return switch (name) {
            case "producer" -> Optional.empty();
            case "uncompressed" -> Optional.of(CompressionType.NONE);
            default -> Optional.of(CompressionType.forName(name));
        };
    }

    /** The level of a codec that has levels; gzip's -1 means its own default. */
    public int compressionLevel(CompressionType codec) {
        return switch (codec) {
            case GZIP, LZ4, ZSTD -> (int) value("compression." + codec.configName() + ".level");
            case NONE, SNAPPY -> 0;
        };
    }

    /** True when the broker's clock stamps records (LogAppendTime), false when the producer's does. */
    public boolean isLogAppendTime() {
        return value("message.timestamp.type").equals("LogAppendTime");
    }

    /** How far behind the broker's clock a producer's timestamp may lie, in ms. */
    public long timestampBeforeMaxMs() {
        return (long) value("message.timestamp.before.max.ms");
    }

    /** How far ahead of the broker's clock a producer's timestamp may lie, in ms. */
    public long timestampAfterMaxMs() {
        return (long) value("message.timestamp.after.max.ms");
    }

    /** True when old segments are dropped by age and size. */
    public boolean isDelete() {
        return ((List<?>) value("cleanup.policy")).contains("delete");
    }

    /** True when the latest record of each key is kept. */
    public boolean isCompact() {
        return ((List<?>) value("cleanup.policy")).contains("compact");
    }

    /** Age at which segments are dropped, in ms; -1 for never. */
    public long retentionMs() {
        return (long) value("retention.ms");
    }

    /** Size of a partition beyond which segments are dropped, in bytes; negative for no limit. */
    public long retentionBytes() {
        return (long) value("retention.bytes");
    }

    /** How long a dropped segment's files stay, in ms. */
    public long fileDeleteDelayMs() {
        return (long) value("file.delete.delay.ms");
    }

    public int segmentBytes() {
        return (int) value("segment.bytes");
    }

    public long segmentMs() {
        return (long) value("segment.ms");
    }

    public long segmentJitterMs() {
        return (long) value("segment.jitter.ms");
    }

    /** Size of a segment's index, in bytes. */
    public int segmentIndexBytes() {
        return (int) value("segment.index.bytes");
    }

    /** Bytes of log between two index entries. */
    public int indexIntervalBytes() {
        return (int) value("index.interval.bytes");
    }

    public boolean preallocate() {
        return (boolean) value("preallocate");
    }

    /** Whether acks=all waits for the disk where there is no other replica. */
    public boolean flushBeforeAck() {
        return (boolean) value(TopicConfigs.FLUSH_BEFORE_ACK);
    }

    /** Whether the records of every compressed batch are looked at before it is stored. */
    public boolean verifyEveryBatch() {
        return (boolean) value(TopicConfigs.VERIFY_EVERY_BATCH);
    }

    /** Records after which the log is flushed; {@link Long#MAX_VALUE} for never. */
    public long flushMessages() {
        return (long) value("flush.messages");
    }

    /** Time after which the log is flushed, in ms; {@link Long#MAX_VALUE} for never. */
    public long flushMs() {
        return (long) value("flush.ms");
    }

    public int minInSyncReplicas() {
        return (int) value("min.insync.replicas");
    }

    public boolean uncleanLeaderElection() {
        return (boolean) value("unclean.leader.election.enable");
    }

    /** How long compaction keeps delete markers, in ms. */
    public long deleteRetentionMs() {
        return (long) value("delete.retention.ms");
    }

    public long minCompactionLagMs() {
        return (long) value("min.compaction.lag.ms");
    }

    public long maxCompactionLagMs() {
        return (long) value("max.compaction.lag.ms");
    }

    /** Share of a log that must be uncompacted before compaction begins, 0 to 1. */
    public double minCleanableDirtyRatio() {
        return (double) value("min.cleanable.dirty.ratio");
    }

    boolean remoteStorage() {
        return (boolean) value("remote.storage.enable");
    }

    private Object value(String name) {
        Object mine = own.get(name);
        Object found = mine != null ? mine : defaults.get(name);
        if (found == null) {
            throw new IllegalStateException(name + " has neither value nor default");
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EffectiveTopicConfig that && defaults.equals(that.defaults) && own.equals(that.own);
    }

    @Override
    public int hashCode() {
        return defaults.hashCode() * 31 + own.hashCode();
    }

    @Override
    public String toString() {
        return own + " over " + defaults;
    }
}

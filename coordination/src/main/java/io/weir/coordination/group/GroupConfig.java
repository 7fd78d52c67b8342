package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.coordination.share.ShareGroupConfig;
import io.weir.coordination.streams.StreamsGroupConfig;

/**
 * What an operator can set about groups. The defaults are Kafka's.
 *
 * @param sessions bounds on what members may ask for
 * @param initialRebalanceDelayMs how long an empty group waits for more members after the first one joined
 *     (group.initial.rebalance.delay.ms)
 * @param maxSize the most members a group may have (group.max.size)
 * @param offsets the offsets topic and what is kept in it
 * @param assigned the groups that the broker assigns to
 */
public record GroupConfig(
        Sessions sessions, int initialRebalanceDelayMs, int maxSize, Offsets offsets, Assigned assigned) {

    /**
     * Bounds of the session timeout.
     *
     * @param minTimeoutMs group.min.session.timeout.ms
     * @param maxTimeoutMs group.max.session.timeout.ms
     * @param newMemberJoinTimeoutMs how long a member that never got an answer to its join is kept; it cannot send
     *     heartbeats yet, and its connection is not watched. Not configurable in Kafka either.
     */
    public record Sessions(int minTimeoutMs, int maxTimeoutMs, int newMemberJoinTimeoutMs) {}

    /**
     * Offsets and the topic they are in.
     *
     * @param topicPartitions partitions of __consumer_offsets; fixed once the topic exists
     *     (offsets.topic.num.partitions)
     * @param metadataMaxBytes the longest text beside an offset (offset.metadata.max.bytes; Kafka counts characters,
     *     and so do we)
     * @param retentionMs how long offsets outlive the group's last member, or for groups without members the last
     *     commit (offsets.retention.minutes)
     * @param retentionCheckIntervalMs how often that is checked (offsets.retention.check.interval.ms)
     * @param commitTimeoutMs how long a write may take to be committed before whoever waits is told to try again
     *     (offsets.commit.timeout.ms)
     */
    public record Offsets(
            int topicPartitions,
            int metadataMaxBytes,
            long retentionMs,
            long retentionCheckIntervalMs,
            long commitTimeoutMs) {}

    /** The kinds of groups that the broker assigns to. */
    public record Assigned(ConsumerGroupConfig consumer, ShareGroupConfig share, StreamsGroupConfig streams) {

        static Assigned defaults() {
            return new Assigned(
                    ConsumerGroupConfig.defaults(), ShareGroupConfig.defaults(), StreamsGroupConfig.defaults());
        }
    }

    private static final long WEEK_MS = 7L * 24 * 60 * 60 * 1000;

    public GroupConfig {
        if (sessions.minTimeoutMs > sessions.maxTimeoutMs) {
            throw new IllegalArgumentException("group.min.session.timeout.ms (" + sessions.minTimeoutMs
                    + ") is above group.max.session.timeout.ms (" + sessions.maxTimeoutMs + ")");
        }
        if (maxSize < 1) {
            throw new IllegalArgumentException("group.max.size must be at least 1, not " + maxSize);
        }
        if (offsets.topicPartitions < 1) {
            throw new IllegalArgumentException(
                    "offsets.topic.num.partitions must be at least 1, not " + offsets.topicPartitions);
        }
    }

    /** What Kafka 4.3 does when nothing is set. */
    public static GroupConfig defaults() {
        return new GroupConfig(
                new Sessions(6_000, 1_800_000, 300_000),
                3_000,
                Integer.MAX_VALUE,
                new Offsets(50, 4_096, WEEK_MS, 600_000, 5_000),
                Assigned.defaults());
    }

    public ConsumerGroupConfig consumer() {
        return assigned.consumer;
    }

    public ShareGroupConfig share() {
        return assigned.share;
    }

    public StreamsGroupConfig streams() {
        return assigned.streams;
    }

    public GroupConfig withSessions(Sessions changed) {
        return new GroupConfig(changed, initialRebalanceDelayMs, maxSize, offsets, assigned);
    }

    public GroupConfig withInitialRebalanceDelayMs(int changed) {
        return new GroupConfig(sessions, changed, maxSize, offsets, assigned);
    }

    public GroupConfig withMaxSize(int changed) {
        return new GroupConfig(sessions, initialRebalanceDelayMs, changed, offsets, assigned);
    }

    public GroupConfig withOffsets(Offsets changed) {
        return new GroupConfig(sessions, initialRebalanceDelayMs, maxSize, changed, assigned);
    }

    public GroupConfig withConsumer(ConsumerGroupConfig changed) {
        return with(new Assigned(changed, share(), streams()));
    }

    public GroupConfig withShare(ShareGroupConfig changed) {
        return with(new Assigned(consumer(), changed, streams()));
    }

    public GroupConfig withStreams(StreamsGroupConfig changed) {
        return with(new Assigned(consumer(), share(), changed));
    }

    private GroupConfig with(Assigned changed) {
        return new GroupConfig(sessions, initialRebalanceDelayMs, maxSize, offsets, changed);
    }
}

package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.LONG;
import static io.weir.metadata.config.ConfigType.SHORT;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.NONE;
import static io.weir.metadata.config.Limit.atLeast;

/** Groups and their committed offsets. */
final class GroupTable {

    private static final String NO_LIMIT = Integer.toString(Integer.MAX_VALUE);

    static final ConfigTable TABLE = table();

    private GroupTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        addClassic(table);
        addOffsets(table);
        addCoordinator(table);
        addConsumer(table);
        return table.build();
    }

    private static void addClassic(ConfigTable.Builder table) {
        table.add(
                "group.min.session.timeout.ms",
                INT,
                "6000",
                NONE,
                "The shortest session a classic member may ask for.");
        table.add(
                "group.max.session.timeout.ms",
                INT,
                "1800000",
                NONE,
                "The longest session a classic member may ask for.");
        table.add(
                "group.initial.rebalance.delay.ms",
                INT,
                "3000",
                NONE,
                "How long the first rebalance of an empty group waits for more members.");
        table.add("group.max.size", INT, NO_LIMIT, atLeast(1), "Members a classic group has at most.");
    }

    private static void addOffsets(ConfigTable.Builder table) {
        table.add(
                "offset.metadata.max.bytes",
                INT,
                "4096",
                NONE,
                "Bytes of text that may stand beside a committed offset.");
        table.add(
                "offsets.retention.minutes",
                INT,
                "10080",
                atLeast(1),
                "How long committed offsets outlive the last member of their group.");
        table.add(
                "offsets.retention.check.interval.ms",
                LONG,
                "600000",
                atLeast(1),
                "How often it is seen whether committed offsets have expired.");
        table.add("offsets.commit.timeout.ms", INT, "5000", atLeast(1), "How long a commit may take to be replicated.");
        table.add("offsets.topic.num.partitions", INT, "50", atLeast(1), "Partitions of __consumer_offsets.");
        table.add(
                "offsets.topic.replication.factor",
                SHORT,
                "3",
                atLeast(1),
                "Replicas of __consumer_offsets; as many as there are brokers when they are fewer.");
        table.add("offsets.topic.segment.bytes", INT, "104857600", atLeast(1), "segment.bytes of __consumer_offsets.");
    }

    private static void addCoordinator(ConfigTable.Builder table) {
        table.add(
                "group.coordinator.rebalance.protocols",
                LIST,
                "classic,consumer,streams",
                Limit.listOf("consumer", "classic", "share", "streams"),
                "The kinds of groups that are served.");
    }

    private static void addConsumer(ConfigTable.Builder table) {
        table.add(
                "group.consumer.session.timeout.ms",
                INT,
                "45000",
                atLeast(1),
                "Session of a consumer group's members.");
        table.add(
                "group.consumer.min.session.timeout.ms",
                INT,
                "45000",
                atLeast(1),
                "The shortest session a consumer group may be given.");
        table.add(
                "group.consumer.max.session.timeout.ms",
                INT,
                "60000",
                atLeast(1),
                "The longest session a consumer group may be given.");
        table.add(
                "group.consumer.heartbeat.interval.ms",
                INT,
                "5000",
                atLeast(1),
                "How often a consumer group's members send heartbeats.");
        table.add(
                "group.consumer.min.heartbeat.interval.ms",
                INT,
                "5000",
                atLeast(1),
                "The shortest heartbeat interval a consumer group may be given.");
        table.add(
                "group.consumer.max.heartbeat.interval.ms",
                INT,
                "15000",
                atLeast(1),
                "The longest heartbeat interval a consumer group may be given.");
        table.dynamic(
                "group.consumer.assignment.interval.ms",
                INT,
                "1000",
                atLeast(0),
                "The shortest time between two assignments of a consumer group.");
        table.add(
                "group.consumer.min.assignment.interval.ms",
                INT,
                "0",
                atLeast(0),
                "The shortest assignment interval a consumer group may be given.");
        table.add(
                "group.consumer.max.assignment.interval.ms",
                INT,
                "15000",
                atLeast(0),
                "The longest assignment interval a consumer group may be given.");
        table.add("group.consumer.max.size", INT, NO_LIMIT, atLeast(1), "Members a consumer group has at most.");
        table.add(
                "group.consumer.assignors",
                LIST,
                "uniform,range",
                Limit.someOf("uniform", "range"),
                "The assignors of consumer groups; the first is the default.");
        table.add(
                "group.consumer.migration.policy",
                STRING,
                "bidirectional",
                Limit.oneOfAnyCase("DISABLED", "DOWNGRADE", "UPGRADE", "BIDIRECTIONAL"),
                "Whether classic groups become consumer groups, and back, while they run.");
    }
}

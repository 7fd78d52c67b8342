package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.Limit.atLeast;

/** Streams groups. */
final class StreamsTable {

    private static final String NO_LIMIT = String.valueOf(Integer.MAX_VALUE);

    static final ConfigTable TABLE = table();

    private StreamsTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        addTimes(table);
        addSizes(table);
        return table.build();
    }

    private static void addTimes(ConfigTable.Builder table) {
        table.add(
                "group.streams.session.timeout.ms", INT, "45000", atLeast(1), "Session of a streams group's members.");
        table.add(
                "group.streams.min.session.timeout.ms",
                INT,
                "45000",
                atLeast(1),
                "The shortest session a streams group may be given.");
        table.add(
                "group.streams.max.session.timeout.ms",
                INT,
                "60000",
                atLeast(1),
                "The longest session a streams group may be given.");
        table.add(
                "group.streams.heartbeat.interval.ms",
                INT,
                "5000",
                atLeast(1),
                "How often a streams group's members send heartbeats.");
        table.add(
                "group.streams.min.heartbeat.interval.ms",
                INT,
                "5000",
                atLeast(1),
                "The shortest heartbeat interval a streams group may be given.");
        table.add(
                "group.streams.max.heartbeat.interval.ms",
                INT,
                "15000",
                atLeast(1),
                "The longest heartbeat interval a streams group may be given.");
        table.add(
                "group.streams.initial.rebalance.delay.ms",
                INT,
                "3000",
                atLeast(0),
                "How long a new streams group waits for more members.");
        table.dynamic(
                "group.streams.assignment.interval.ms",
                INT,
                "1000",
                atLeast(0),
                "The shortest time between two assignments of a streams group.");
        table.add(
                "group.streams.min.assignment.interval.ms",
                INT,
                "0",
                atLeast(0),
                "The shortest assignment interval a streams group may be given.");
        table.add(
                "group.streams.max.assignment.interval.ms",
                INT,
                "15000",
                atLeast(0),
                "The longest assignment interval a streams group may be given.");
    }

    private static void addSizes(ConfigTable.Builder table) {
        table.add("group.streams.max.size", INT, NO_LIMIT, atLeast(1), "Members a streams group has at most.");
        table.add(
                "group.streams.num.standby.replicas",
                INT,
                "0",
                atLeast(0),
                "Standby copies of each task of a streams group.");
        table.add(
                "group.streams.max.standby.replicas",
                INT,
                "2",
                atLeast(0),
                "The most standby copies a streams group may be given.");
    }
}

package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.SHORT;
import static io.weir.metadata.config.Limit.atLeast;

/** Share groups, and the state of the partitions they read. */
final class ShareTable {

    static final ConfigTable TABLE = table();

    private ShareTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        addGroups(table);
        addState(table);
        return table.build();
    }

    private static void addGroups(ConfigTable.Builder table) {
        table.add("group.share.session.timeout.ms", INT, "45000", atLeast(1), "Session of a share group's members.");
        table.add(
                "group.share.heartbeat.interval.ms",
                INT,
                "5000",
                atLeast(1),
                "How often a share group's members send heartbeats.");
        table.add(
                "group.share.delivery.count.limit",
                INT,
                "5",
                Limit.between(2, 10),
                "How often a record is delivered to a share group before it is given up.");
        table.add(
                "group.share.record.lock.duration.ms",
                INT,
                "30000",
                Limit.between(1000, 3_600_000),
                "How long a share group's member may keep a record.");
        table.add(
                "group.share.partition.max.record.locks",
                INT,
                "2000",
                Limit.between(100, 10_000),
                "Records of a partition a share group may have under way.");
        table.add("group.share.max.size", INT, "200", Limit.between(1, 1000), "Members a share group has at most.");
        table.dynamic(
                "group.share.assignment.interval.ms",
                INT,
                "1000",
                atLeast(0),
                "The shortest time between two assignments of a share group.");
        bounds(table, "session.timeout.ms", 1, "45000", "60000", "session timeout");
        bounds(table, "heartbeat.interval.ms", 1, "5000", "15000", "heartbeat interval");
        bounds(table, "assignment.interval.ms", 0, "0", "15000", "assignment interval");
        table.add(
                "group.share.min.delivery.count.limit",
                INT,
                "2",
                Limit.between(2, 5),
                "The lowest delivery count limit a share group may be given.");
        table.add(
                "group.share.max.delivery.count.limit",
                INT,
                "10",
                Limit.between(5, 25),
                "The highest delivery count limit a share group may be given.");
        table.add(
                "group.share.min.record.lock.duration.ms",
                INT,
                "15000",
                Limit.between(1000, 30_000),
                "The shortest record lock a share group may be given.");
        table.add(
                "group.share.max.record.lock.duration.ms",
                INT,
                "60000",
                Limit.between(30_000, 3_600_000),
                "The longest record lock a share group may be given.");
        table.add(
                "group.share.min.partition.max.record.locks",
                INT,
                "100",
                Limit.between(100, 2000),
                "The fewest records under way a share group may be limited to.");
        table.add(
                "group.share.max.partition.max.record.locks",
                INT,
                "4000",
                Limit.between(2000, 10_000),
                "The most records under way a share group may be limited to.");
        table.add(
                "group.share.max.share.sessions",
                INT,
                "2000",
                atLeast(1),
                "Sessions of share groups' members a broker has at most.");
        table.add("group.share.assignors", LIST, "simple", Limit.listOf("simple"), "The assignors of share groups.");
    }

    private static void bounds(
            ConfigTable.Builder table, String name, int least, String lowest, String highest, String what) {
        table.add(
                "group.share.min." + name,
                INT,
                lowest,
                atLeast(least),
                "The shortest " + what + " a share group may be given.");
        table.add(
                "group.share.max." + name,
                INT,
                highest,
                atLeast(least),
                "The longest " + what + " a share group may be given.");
    }

    private static void addState(ConfigTable.Builder table) {
        table.add(
                "share.coordinator.state.topic.num.partitions",
                INT,
                "50",
                atLeast(1),
                "Partitions of __share_group_state.");
        table.add(
                "share.coordinator.state.topic.replication.factor",
                SHORT,
                "3",
                atLeast(1),
                "Replicas of __share_group_state; as many as there are brokers when they are fewer.");
        table.add(
                "share.coordinator.state.topic.min.isr",
                INT,
                "2",
                atLeast(1),
                "min.insync.replicas of __share_group_state.");
        table.add(
                "share.coordinator.state.topic.segment.bytes",
                INT,
                "104857600",
                atLeast(1),
                "segment.bytes of __share_group_state.");
        table.add(
                "share.coordinator.snapshot.update.records.per.snapshot",
                INT,
                "500",
                Limit.between(0, 500),
                "After how many updates the state of a partition is written whole.");
        table.add(
                "share.coordinator.state.topic.prune.interval.ms",
                INT,
                "300000",
                atLeast(1),
                "How often what nobody needs is deleted from __share_group_state.");
        table.add(
                "share.coordinator.write.timeout.ms",
                INT,
                "5000",
                atLeast(1),
                "How long a write of the share coordinator may take to be replicated.");
    }
}

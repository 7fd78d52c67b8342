package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.BOOLEAN;
import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.NONE;
import static io.weir.metadata.config.Limit.atLeast;
import static io.weir.metadata.config.Limit.oneOf;

import java.util.List;

/** The settings of a group: all of Kafka 4.3's. Defaults are the broker's, under the same name behind {@code group.}. */
public final class GroupConfigs {

    /** How the settings of each kind of group begin. */
    static final List<String> KINDS = List.of("consumer", "share", "streams");

    /** Every setting a group can have. */
    public static final ConfigTable TABLE = table();

    private GroupConfigs() {}

    /** The broker's name for a group's setting; empty when only the group itself can have it. */
    static List<BrokerSynonym> synonymsOf(String groupName) {
        String name = "group." + groupName;
        return BrokerConfigs.TABLE.find(name).isPresent() ? List.of(BrokerSynonym.same(name)) : List.of();
    }

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.CLUSTER_WIDE);
        for (String kind : KINDS) {
            table.add(
                    kind + ".session.timeout.ms",
                    INT,
                    "45000",
                    atLeast(1),
                    "After how much silence a member of a " + kind + " group is removed.");
            table.add(
                    kind + ".heartbeat.interval.ms",
                    INT,
                    "5000",
                    atLeast(1),
                    "How often a member of a " + kind + " group sends a heartbeat.");
            table.add(
                    kind + ".assignment.interval.ms",
                    INT,
                    "1000",
                    atLeast(0),
                    "The shortest time between two assignments of a " + kind + " group.");
        }
        table.add(
                "share.auto.offset.reset",
                STRING,
                "latest",
                Limit.OFFSET_RESET,
                "Where a share group begins: latest, earliest, or by_duration:PT1H, that long ago.");
        table.add(
                "share.isolation.level",
                STRING,
                "read_uncommitted",
                oneOf("read_committed", "read_uncommitted"),
                "Whether a share group sees records of open and aborted transactions.");
        table.add(
                "share.delivery.count.limit",
                INT,
                "5",
                atLeast(2),
                "How often a record is delivered before it is given up.");
        table.add("share.record.lock.duration.ms", INT, "30000", atLeast(1000), "How long a member may keep a record.");
        table.add(
                "share.partition.max.record.locks",
                INT,
                "2000",
                atLeast(100),
                "Records of a partition that may be under way.");
        table.add(
                "share.renew.acknowledge.enable",
                BOOLEAN,
                "true",
                NONE,
                "Whether a member may ask for more time for a record.");
        table.add("streams.num.standby.replicas", INT, "0", atLeast(0), "Standby copies of each task.");
        table.add(
                "streams.initial.rebalance.delay.ms",
                INT,
                "3000",
                atLeast(0),
                "How long the first rebalance of an empty group waits for more members.");
        return table.build();
    }
}

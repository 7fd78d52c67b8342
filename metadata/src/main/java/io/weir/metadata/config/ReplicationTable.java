package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.BOOLEAN;
import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LONG;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.NONE;
import static io.weir.metadata.config.Limit.atLeast;

/** How brokers copy from each other, and how a dead one is noticed. */
final class ReplicationTable {

    static final ConfigTable TABLE = table();

    private ReplicationTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        table.add(
                "replica.lag.time.max.ms",
                LONG,
                "30000",
                NONE,
                "How long a follower may be behind before it counts as out of sync.");
        table.add("replica.fetch.max.bytes", INT, "1048576", atLeast(0), "Bytes a follower asks for per partition.");
        table.add("replica.fetch.min.bytes", INT, "1", NONE, "Bytes a follower waits for.");
        table.add("replica.fetch.response.max.bytes", INT, "10485760", atLeast(0), "Bytes a follower asks for in all.");
        table.add("replica.fetch.wait.max.ms", INT, "500", NONE, "How long a follower waits for bytes.");
        table.add("replica.fetch.backoff.ms", INT, "1000", atLeast(0), "How long a follower rests after a failure.");
        table.add("replica.socket.timeout.ms", INT, "30000", NONE, "How long a follower waits for an answer.");
        table.add("replica.socket.receive.buffer.bytes", INT, "65536", NONE, "The receive buffer of a follower.");
        table.add(
                "replica.high.watermark.checkpoint.interval.ms",
                LONG,
                "5000",
                NONE,
                "How often high watermarks are written down.");
        table.add(
                "replica.selector.class",
                STRING,
                "org.apache.kafka.common.replica.RackAwareReplicaSelector",
                Limit.oneOf(
                        "",
                        "org.apache.kafka.common.replica.LeaderSelector",
                        "org.apache.kafka.common.replica.RackAwareReplicaSelector"),
                "Chooses the replica a consumer reads from (KIP-392): one in its rack (client.rack, broker.rack), or"
                        + " the leader.");
        table.dynamic(
                "weir.catch.up.max.bytes.per.second",
                LONG,
                Long.toString(64L << 20),
                atLeast(1),
                "Bytes a second that followers which are not in sync may read from this leader, all together.");
        addBalance(table);
        table.dynamic("num.replica.fetchers", INT, "1", atLeast(1), "Streams a follower has to each leader.");
        table.add(
                "auto.leader.rebalance.enable",
                BOOLEAN,
                "true",
                NONE,
                "Whether leadership goes back to preferred replicas by itself.");
        table.add(
                "leader.imbalance.check.interval.seconds",
                LONG,
                "300",
                atLeast(1),
                "How often it is seen whether leadership is out of balance.");
        table.add(
                "controlled.shutdown.enable",
                BOOLEAN,
                "true",
                NONE,
                "Whether a stopping broker moves its leaders first.");
        table.add("broker.heartbeat.interval.ms", INT, "2000", NONE, "How often a broker tells that it lives.");
        table.add("broker.session.timeout.ms", INT, "9000", NONE, "After how much silence a broker is fenced.");
        table.add(
                "initial.broker.registration.timeout.ms",
                INT,
                "60000",
                NONE,
                "How long a starting broker tries to register before it gives up.");
        return table.build();
    }

    private static void addBalance(ConfigTable.Builder table) {
        table.dynamic(
                "weir.balance.enable",
                BOOLEAN,
                "true",
                NONE,
                "Whether partitions are moved without being asked: onto new brokers, and off lost ones.");
        table.add(
                "weir.balance.interval.ms",
                LONG,
                "30000",
                atLeast(100),
                "How often it is seen whether brokers are even.");
        table.dynamic(
                "weir.balance.replace.after.ms",
                LONG,
                "600000",
                atLeast(0),
                "A broker that is away for so long is lost: others get what it had.");
        table.dynamic(
                "weir.balance.tolerance.percent",
                INT,
                "20",
                atLeast(1),
                "How far from the mean a broker may be before partitions are moved.");
        table.dynamic(
                "weir.balance.moves.at.once", INT, "10", atLeast(1), "So many partitions are moved at the same time.");
        table.dynamic(
                "weir.drain",
                BOOLEAN,
                "false",
                NONE,
                "Whether this broker is to leave: it is given nothing, and what it has is moved to others.");
    }
}

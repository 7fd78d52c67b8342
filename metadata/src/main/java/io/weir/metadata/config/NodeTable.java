package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.BOOLEAN;
import static io.weir.metadata.config.ConfigType.CLASS;
import static io.weir.metadata.config.ConfigType.DOUBLE;
import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.LONG;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.NONE;
import static io.weir.metadata.config.Limit.atLeast;

import java.util.Set;

/** Who a broker is, what it decides about topics, and its quotas' windows. */
final class NodeTable {

    /** Throttles, which Kafka's brokers have only while they are set. */
    static final Set<String> ONLY_WHILE_SET = Set.of(
            "leader.replication.throttled.rate",
            "follower.replication.throttled.rate",
            "replica.alter.log.dirs.io.max.bytes.per.second");

    static final ConfigTable TABLE = table();

    private NodeTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        addNode(table);
        addTopics(table);
        addMetadataLog(table);
        addQuotas(table);
        return table.build();
    }

    private static void addNode(ConfigTable.Builder table) {
        table.add("node.id", INT, "1", atLeast(0), "The number that names this node in its cluster.");
        table.add("broker.id", INT, "-1", NONE, "The old name of node.id; used when node.id is not set.");
        table.add("broker.rack", STRING, null, NONE, "Where this node stands, to spread replicas and read nearby.");
        table.add(
                "process.roles",
                LIST,
                "broker,controller",
                Limit.listOf("broker", "controller"),
                "Every node is a broker; one that is a controller as well votes on the cluster's metadata.");
        table.add("request.timeout.ms", INT, "30000", NONE, "How long a request to another node may take.");
        table.dynamic(
                "background.threads",
                INT,
                "10",
                atLeast(1),
                "Accepted for Kafka's sake; work here needs no pool of it.");
        table.add("authorizer.class.name", STRING, "", NONE, "The authorizer; empty allows everybody everything.");
        table.add(
                "unstable.api.versions.enable",
                BOOLEAN,
                "false",
                NONE,
                "Whether versions of requests that are not yet final are offered.");
        table.add("client.quota.callback.class", CLASS, null, NONE, "Decides quotas in place of the built-in rules.");
        table.dynamic("metric.reporters", LIST, "", Limit.DISTINCT, "Classes that are told of metrics.");
        table.add("telemetry.max.bytes", INT, "1048576", atLeast(1), "The largest client telemetry that is taken.");
        table.add(
                "weir.metrics.topics.max",
                INT,
                "2000",
                atLeast(0),
                "So many topics have metrics of their own: those that are used most.");
        table.add(
                "weir.metrics.group.topics.max",
                INT,
                "5000",
                atLeast(0),
                "So many pairs of a group and a topic have a lag of their own: those with the largest.");
        table.add(
                "weir.metrics.client.series.max",
                INT,
                "10000",
                atLeast(0),
                "So many values that clients push are kept, a fifth of them of one client at most.");
    }

    private static void addTopics(ConfigTable.Builder table) {
        table.add(
                "auto.create.topics.enable",
                BOOLEAN,
                "true",
                NONE,
                "Whether asking for a topic that does not exist creates it.");
        table.add("delete.topic.enable", BOOLEAN, "true", NONE, "Whether topics can be deleted.");
        table.add("num.partitions", INT, "1", atLeast(1), "Partitions of a topic that is created without a number.");
        table.add(
                "default.replication.factor",
                INT,
                "1",
                NONE,
                "Replicas of each partition of a topic that is created without a number.");
        table.add(
                "max.request.partition.size.limit",
                INT,
                "2000",
                atLeast(1),
                "How many partitions one page of DescribeTopicPartitions has at most.");
        table.add("create.topic.policy.class.name", CLASS, null, NONE, "A class that may refuse new topics.");
        table.add("alter.config.policy.class.name", CLASS, null, NONE, "A class that may refuse changed settings.");
    }

    private static void addMetadataLog(ConfigTable.Builder table) {
        table.add(
                "metadata.log.dir",
                STRING,
                null,
                NONE,
                "The folder of the metadata log; without it the first of log.dirs.");
        table.add(
                "metadata.log.max.record.bytes.between.snapshots",
                LONG,
                "2097152",
                atLeast(1),
                "How far the metadata log grows before it is replaced by a snapshot.");
    }

    private static void addQuotas(ConfigTable.Builder table) {
        table.add("quota.window.num", INT, "11", atLeast(1), "Windows over which a client's quota is measured.");
        table.add("quota.window.size.seconds", INT, "1", atLeast(1), "Length of a window of a client's quota.");
        table.add(
                "controller.quota.window.num",
                INT,
                "11",
                atLeast(1),
                "Windows over which the quota of topic changes is measured.");
        table.add(
                "controller.quota.window.size.seconds",
                INT,
                "1",
                atLeast(1),
                "Length of a window of the quota of topic changes.");
        table.add(
                "replication.quota.window.num",
                INT,
                "11",
                atLeast(1),
                "Windows over which replication quotas are measured.");
        table.add(
                "replication.quota.window.size.seconds",
                INT,
                "1",
                atLeast(1),
                "Length of a window of replication quotas.");
        table.dynamic(
                "leader.replication.throttled.rate",
                LONG,
                Long.toString(Long.MAX_VALUE),
                atLeast(0),
                "Bytes a second that throttled replicas may read from this leader.");
        table.dynamic(
                "follower.replication.throttled.rate",
                LONG,
                Long.toString(Long.MAX_VALUE),
                atLeast(0),
                "Bytes a second that throttled replicas may copy to this follower.");
        table.dynamic(
                "replica.alter.log.dirs.io.max.bytes.per.second",
                LONG,
                Long.toString(Long.MAX_VALUE),
                atLeast(0),
                "Bytes a second that moving replicas between folders may take.");
        table.add("metrics.num.samples", INT, "2", atLeast(1), "Samples a metric is computed from.");
        table.add("metrics.sample.window.ms", LONG, "30000", atLeast(1), "Time a sample of a metric covers.");
        table.dynamic(
                "log.cleaner.io.max.bytes.per.second",
                DOUBLE,
                Double.toString(Double.MAX_VALUE),
                Limit.POSITIVE,
                "Bytes a second that compaction may read and write.");
    }
}

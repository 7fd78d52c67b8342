package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.BOOLEAN;
import static io.weir.metadata.config.ConfigType.DOUBLE;
import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.LONG;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.atLeast;
import static io.weir.metadata.config.Limit.between;
import static io.weir.metadata.config.Limit.listOf;
import static io.weir.metadata.config.Limit.oneOf;

/** The settings of a topic: all of Kafka 4.3's, {@value #FLUSH_BEFORE_ACK} and {@value #VERIFY_EVERY_BATCH}. */
public final class TopicConfigs {

    /**
     * Weir's own, with the same name for topics and brokers: whether an {@code acks=all} produce is answered only once its
     * records are on the disk where no other replica holds them.
     */
    public static final String FLUSH_BEFORE_ACK = "weir.flush.before.ack";

    /**
     * Weir's own, with the same name for topics and brokers: whether every compressed batch is decompressed before it is
     * stored, or only some of a client that has sent many good ones.
     */
    public static final String VERIFY_EVERY_BATCH = "weir.verify.every.batch";

    private static final String MAX_LONG = Long.toString(Long.MAX_VALUE);
    private static final String MAX_BATCH_BYTES = Integer.toString(1024 * 1024 + 12);
    private static final String ONE_DAY_MS = "86400000";
    private static final String SEVEN_DAYS_MS = "604800000";

    /** Every setting a topic can have. */
    public static final ConfigTable TABLE = table();

    private TopicConfigs() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.CLUSTER_WIDE);
        addRetention(table);
        addCompaction(table);
        addSegments(table);
        addMessages(table);
        addReplication(table);
        addTiering(table);
        return table.build();
    }

    private static void addRetention(ConfigTable.Builder table) {
        table.add(
                "cleanup.policy",
                LIST,
                "delete",
                listOf("compact", "delete"),
                "What happens to old records: 'delete' drops whole segments by age and size, 'compact' keeps the latest"
                        + " record of each key, both together do both, and an empty list keeps everything.");
        table.add(
                "retention.ms",
                LONG,
                SEVEN_DAYS_MS,
                atLeast(-1),
                "How long records are kept before 'delete' may drop their segment; -1 keeps them for ever.");
        table.add(
                "retention.bytes",
                LONG,
                "-1",
                Limit.NONE,
                "How large a partition's log may grow before 'delete' drops its oldest segments; -1 sets no limit.");
        table.add(
                "file.delete.delay.ms",
                LONG,
                "60000",
                atLeast(0),
                "How long a dropped segment's files stay on disk, so that reads under way can end.");
    }

    private static void addCompaction(ConfigTable.Builder table) {
        table.add(
                "delete.retention.ms",
                LONG,
                ONE_DAY_MS,
                atLeast(0),
                "How long compaction keeps the delete marker of a key, which is the time a reader from the beginning"
                        + " has to see it.");
        table.add(
                "min.compaction.lag.ms",
                LONG,
                "0",
                atLeast(0),
                "How long a record is safe from compaction after it was written.");
        table.add(
                "max.compaction.lag.ms",
                LONG,
                MAX_LONG,
                atLeast(1),
                "How long a record may wait for compaction, however little there is to clean.");
        table.add(
                "min.cleanable.dirty.ratio",
                DOUBLE,
                "0.5",
                between(0, 1),
                "The share of a log that must be uncompacted before compaction begins: lower cleans more often, higher"
                        + " wastes more space.");
    }

    private static void addSegments(ConfigTable.Builder table) {
        table.add(
                "segment.bytes",
                INT,
                "1073741824",
                atLeast(1024 * 1024),
                "The size at which a log segment is closed and the next one begun.");
        table.add(
                "segment.ms",
                LONG,
                SEVEN_DAYS_MS,
                atLeast(1),
                "The age at which a segment is closed though it is not full, so that retention can reach it.");
        table.add(
                "segment.jitter.ms",
                LONG,
                "0",
                atLeast(0),
                "A random part taken off segment.ms, so that not all partitions roll at once.");
        table.add(
                "segment.index.bytes",
                INT,
                "10485760",
                atLeast(4),
                "The size at which a segment's index is full, which closes the segment too.");
        table.add(
                "index.interval.bytes",
                INT,
                "4096",
                atLeast(0),
                "How many bytes of log stand between two entries of the offset index.");
        table.add(
                "preallocate", BOOLEAN, "false", Limit.NONE, "Whether a new segment's file is made at its full size.");
        table.add(
                "flush.messages",
                LONG,
                MAX_LONG,
                atLeast(1),
                "Forces the log to disk after this many records, besides what " + FLUSH_BEFORE_ACK + " does.");
        table.add(
                "flush.ms",
                LONG,
                MAX_LONG,
                atLeast(0),
                "Forces the log to disk after this time, besides what " + FLUSH_BEFORE_ACK + " does.");
        table.add(
                FLUSH_BEFORE_ACK,
                BOOLEAN,
                "true",
                Limit.NONE,
                "With a single replica: whether acks=all waits until the records are on the disk (group commit). False"
                        + " answers as soon as the operating system has them; a crash of the machine may lose them.");
    }

    private static void addMessages(ConfigTable.Builder table) {
        table.add(
                VERIFY_EVERY_BATCH,
                BOOLEAN,
                "false",
                Limit.NONE,
                "Whether the records of every compressed batch are looked at before it is stored. False looks at all"
                        + " of a connection's first batches and at some of the later ones; of the others at the header,"
                        + " the checksum and the outer form.");
        table.add(
                "max.message.bytes",
                INT,
                MAX_BATCH_BYTES,
                atLeast(0),
                "The largest record batch the topic takes, as it is on the wire (after compression).");
        table.add(
                "message.timestamp.type",
                STRING,
                "CreateTime",
                oneOf("CreateTime", "LogAppendTime"),
                "Whose clock stamps a record: the producer's, or the broker's when it is appended.");
        table.add(
                "message.timestamp.before.max.ms",
                LONG,
                MAX_LONG,
                atLeast(0),
                "How far behind the broker's clock a producer's timestamp may lie; records beyond it are refused.");
        table.add(
                "message.timestamp.after.max.ms",
                LONG,
                "3600000",
                atLeast(0),
                "How far ahead of the broker's clock a producer's timestamp may lie; records beyond it are refused.");
        table.add(
                "compression.type",
                STRING,
                "producer",
                oneOf("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"),
                "The codec batches are stored in; 'producer' keeps what was sent.");
        table.add(
                "compression.gzip.level",
                INT,
                "-1",
                between(1, 9).or(-1),
                "How hard gzip works where compression.type is gzip: 1 to 9, -1 for its default.");
        table.add(
                "compression.lz4.level", INT, "9", between(1, 17), "How hard lz4 works where compression.type is lz4.");
        table.add(
                "compression.zstd.level",
                INT,
                "3",
                between(-131072, 22),
                "How hard zstd works where compression.type is zstd.");
    }

    private static void addReplication(ConfigTable.Builder table) {
        table.add(
                "min.insync.replicas",
                INT,
                "1",
                atLeast(1),
                "How many replicas must be in sync for acks=all to be accepted.");
        table.add(
                "unclean.leader.election.enable",
                BOOLEAN,
                "false",
                Limit.NONE,
                "Whether a replica that is not in sync may lead when no other is left, at the price of lost records.");
        table.add(
                "leader.replication.throttled.replicas",
                LIST,
                "",
                Limit.THROTTLED_REPLICAS,
                "The replicas whose reads by followers are throttled at the leader; * for all.");
        table.add(
                "follower.replication.throttled.replicas",
                LIST,
                "",
                Limit.THROTTLED_REPLICAS,
                "The replicas whose copying is throttled at the follower; * for all.");
    }

    private static void addTiering(ConfigTable.Builder table) {
        table.add(
                "remote.storage.enable", BOOLEAN, "false", Limit.NONE, "Whether closed segments go to a remote store.");
        table.add(
                "remote.log.copy.disable",
                BOOLEAN,
                "false",
                Limit.NONE,
                "Stops copying to the remote store; what is there can still be read.");
        table.add(
                "remote.log.delete.on.disable",
                BOOLEAN,
                "false",
                Limit.NONE,
                "Whether switching the remote store off deletes what is there.");
        table.add(
                "local.retention.ms",
                LONG,
                "-2",
                atLeast(-2),
                "How long segments that are in the remote store stay here too; -2 means retention.ms.");
        table.add(
                "local.retention.bytes",
                LONG,
                "-2",
                atLeast(-2),
                "How much of what is in the remote store stays here too; -2 means retention.bytes.");
    }
}

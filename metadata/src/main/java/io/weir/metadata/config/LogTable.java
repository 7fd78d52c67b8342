package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.BOOLEAN;
import static io.weir.metadata.config.ConfigType.DOUBLE;
import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.LONG;
import static io.weir.metadata.config.Limit.NONE;
import static io.weir.metadata.config.Limit.atLeast;

import java.util.List;
import java.util.Set;

/**
 * The folders of a broker's logs, how they are tended, and the defaults of topics: for each topic setting that has a
 * broker's name, that name's definition is made from the topic's.
 */
final class LogTable {

    static final ConfigTable TABLE = table();

    /** Written out below, because their type or default is not the topic setting's. */
    private static Set<String> writtenOut() {
        return Set.of("log.retention.ms", "log.roll.ms", "log.roll.jitter.ms", "log.flush.interval.ms");
    }

    private LogTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        addDefaultsOfTopics(table);
        addTimes(table);
        addFolders(table);
        addColdReads(table);
        addCleaner(table);
        return table.build();
    }

    private static void addDefaultsOfTopics(ConfigTable.Builder table) {
        TopicSynonyms.all().forEach((topicName, synonyms) -> {
            String name = synonyms.getFirst().name();
            ConfigDefinition topic = TopicConfigs.TABLE.definition(topicName);
            if (!writtenOut().contains(name)) {
                table.dynamic(
                        name,
                        topic.type(),
                        topic.defaultValue(),
                        topic.limit(),
                        "For topics without " + topicName + " of their own. " + topic.documentation());
            }
        });
    }

    private static void addTimes(ConfigTable.Builder table) {
        List<String> ofTopics = List.of("retention.ms", "segment.ms", "segment.jitter.ms", "flush.ms");
        for (String topicName : ofTopics) {
            List<BrokerSynonym> synonyms = TopicSynonyms.of(topicName);
            String weaker = String.join(
                    ", then ",
                    synonyms.stream().skip(1).map(BrokerSynonym::name).toList());
            table.dynamic(
                    synonyms.getFirst().name(),
                    LONG,
                    null,
                    NONE,
                    "For topics without " + topicName + " of their own; where it is not set, " + weaker + " counts. "
                            + TopicConfigs.TABLE.definition(topicName).documentation());
        }
        table.add("log.retention.minutes", INT, null, NONE, "Like log.retention.ms, in minutes.");
        table.add("log.retention.hours", INT, "168", NONE, "Like log.retention.ms, in hours.");
        table.add("log.roll.hours", INT, "168", atLeast(1), "Like log.roll.ms, in hours.");
        table.add("log.roll.jitter.hours", INT, "0", atLeast(0), "Like log.roll.jitter.ms, in hours.");
        table.add(
                "log.flush.scheduler.interval.ms",
                LONG,
                Long.toString(Long.MAX_VALUE),
                NONE,
                "How often it is seen whether a log is due for a flush by log.flush.interval.ms.");
    }

    private static void addFolders(ConfigTable.Builder table) {
        table.add("log.dir", LIST, "weir-data", Limit.DISTINCT, "The folder of the logs, where log.dirs is not set.");
        table.add("log.dirs", LIST, null, Limit.DISTINCT, "The folders of the logs, parted by commas.");
        table.dynamic(
                "num.recovery.threads.per.data.dir",
                INT,
                "2",
                atLeast(1),
                "Logs that are recovered at a time when a broker starts, for each folder.");
        table.add(
                "log.retention.check.interval.ms",
                LONG,
                "300000",
                atLeast(1),
                "How often it is seen whether retention has segments to drop.");
        table.add(
                "log.flush.offset.checkpoint.interval.ms",
                INT,
                "60000",
                atLeast(0),
                "How often it is written down up to where logs are on the disk.");
        table.add(
                "log.flush.start.offset.checkpoint.interval.ms",
                INT,
                "60000",
                atLeast(0),
                "How often it is written down where logs begin.");
        table.add(
                "weir.reserved.bytes",
                LONG,
                "16777216",
                atLeast(0),
                "Room that is kept back in each folder of logs, at most a sixteenth of its disk, so that a broker"
                        + " whose disk is full can start, delete and write its checkpoints; 0 keeps none.");
        table.add(
                "log.dir.failure.timeout.ms",
                LONG,
                "30000",
                atLeast(1),
                "How long a broker with a failed folder waits for the controller before it stops.");
    }

    private static void addColdReads(ConfigTable.Builder table) {
        table.add(
                "weir.cold.read.threads",
                INT,
                "4",
                atLeast(0),
                "Reads of records that are not in memory at a time; 0 reads them on the threads of the connections, "
                        + "which then wait for one another.");
        table.add(
                "weir.cold.read.max.bytes.per.second",
                LONG,
                Long.toString(Long.MAX_VALUE),
                atLeast(1),
                "Bytes a second that may be read of records that are not in memory, by all consumers together.");
    }

    private static void addCleaner(ConfigTable.Builder table) {
        table.add("log.cleaner.enable", BOOLEAN, "true", NONE, "Whether logs are compacted at all.");
        table.dynamic("log.cleaner.threads", INT, "1", atLeast(0), "Logs that are compacted at a time.");
        table.dynamic(
                "log.cleaner.backoff.ms",
                LONG,
                "15000",
                atLeast(0),
                "How long compaction rests when there is nothing to do.");
        table.dynamic(
                "log.cleaner.dedupe.buffer.size",
                LONG,
                "134217728",
                NONE,
                "Bytes compaction may use to remember keys, over all its threads.");
        table.dynamic("log.cleaner.io.buffer.size", INT, "524288", atLeast(0), "Bytes of compaction's file buffers.");
        table.dynamic(
                "log.cleaner.io.buffer.load.factor",
                DOUBLE,
                "0.9",
                Limit.SHARE,
                "How full compaction's memory of keys may get.");
    }
}

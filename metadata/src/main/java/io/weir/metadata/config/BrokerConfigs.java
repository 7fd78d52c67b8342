package io.weir.metadata.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of a broker: those of Kafka 4.3 that mean something here, and Weir's own. */
public final class BrokerConfigs {

    /** Every setting a broker can have. */
    public static final ConfigTable TABLE = ConfigTable.builder(UpdateMode.READ_ONLY)
            .addAll(NodeTable.TABLE)
            .addAll(SocketTable.TABLE)
            .addAll(AdminTable.TABLE)
            .addAll(LogTable.TABLE)
            .addAll(ReplicationTable.TABLE)
            .addAll(GroupTable.TABLE)
            .addAll(ShareTable.TABLE)
            .addAll(StreamsTable.TABLE)
            .addAll(TransactionTable.TABLE)
            .build();

    /** Names that stand for one thing in several units, such as log.retention.ms and log.retention.hours. */
    private static final Map<String, List<String>> SAME_THING = TopicSynonyms.all().values().stream()
            .map(synonyms -> synonyms.stream().map(BrokerSynonym::name).toList())
            .filter(names -> names.size() > 1)
            .flatMap(names -> names.stream().map(name -> Map.entry(name, names)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private BrokerConfigs() {}

    /** The name and all others for the same thing, strongest first. */
    static List<String> namesForSameThing(String name) {
        return SAME_THING.getOrDefault(name, List.of(name));
    }

    /**
     * Checks the properties a broker is started with.
     *
     * @throws InvalidConfigException for the first value that is not of its setting's type or beyond its limits
     */
    public static void checkStatic(Map<String, String> properties) {
        TABLE.check(properties);
        ConfigChecks.checkCompactionLags(EffectiveTopicConfig.of(Map.of(), BrokerLayers.ofStatic(properties)));
    }
}

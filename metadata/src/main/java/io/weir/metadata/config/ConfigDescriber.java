package io.weir.metadata.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells every setting of a topic, a broker, a group or a client metrics subscription with its value, its source and all
 * other values there are.
 */
public final class ConfigDescriber {

    private final BrokerLayers broker;

    /** Describes as the broker with these layers sees it. */
    public ConfigDescriber(BrokerLayers broker) {
        this.broker = broker;
    }

    /** The settings of a topic that has these of its own. */
    public List<ConfigEntry> topic(Map<String, String> own) {
        return TopicConfigs.TABLE.definitions().stream()
                .map(definition ->
                        entry(definition, own, ConfigSource.DYNAMIC_TOPIC_CONFIG, TopicSynonyms.of(definition.name())))
                .toList();
    }

    /** The settings of a group that has these of its own. */
    public List<ConfigEntry> group(Map<String, String> own) {
        return GroupConfigs.TABLE.definitions().stream()
                .map(definition ->
                        entry(definition, own, ConfigSource.GROUP_CONFIG, GroupConfigs.synonymsOf(definition.name())))
                .toList();
    }

    /**
     * The settings of a client metrics subscription that has these of its own; as with Kafka, only those are synonyms.
     */
    public List<ConfigEntry> clientMetrics(Map<String, String> own) {
        return ClientMetricsConfigs.TABLE.definitions().stream()
                .map(definition -> {
                    String mine = own.get(definition.name());
                    ConfigSource source = ConfigSource.CLIENT_METRICS_CONFIG;
                    return mine == null
                            ? new ConfigEntry(
                                    definition, definition.defaultValue(), ConfigSource.DEFAULT_CONFIG, List.of())
                            : new ConfigEntry(
                                    definition,
                                    shown(definition, mine),
                                    source,
                                    List.of(synonym(definition, definition.name(), mine, source)));
                })
                .toList();
    }

    /**
     * All settings of this broker, and those that were given to it though nobody here knows them. Settings that Kafka has
     * only while they are set are told only then: its tools take a missing one for no bound.
     */
    public List<ConfigEntry> broker() {
        Stream<ConfigDefinition> unknown = Stream.of(
                        broker.dynamicBroker(), broker.dynamicDefault(), broker.staticBroker())
                .flatMap(layer -> layer.keySet().stream())
                .distinct()
                .filter(name -> BrokerConfigs.TABLE.find(name).isEmpty())
                .sorted()
                .map(ConfigDescriber::unknownDefinition);
        Stream<ConfigDefinition> known = BrokerConfigs.TABLE.definitions().stream()
                .filter(definition -> !NodeTable.ONLY_WHILE_SET.contains(definition.name()) || isSet(definition));
        return Stream.concat(known, unknown).map(this::brokerEntry).toList();
    }

    /** The settings given to all brokers at once while they run; nothing else, as in Kafka. */
    public List<ConfigEntry> defaultBroker() {
        return broker.dynamicDefault().keySet().stream()
                .sorted()
                .map(name -> {
                    ConfigDefinition definition =
                            BrokerConfigs.TABLE.find(name).orElseGet(() -> unknownDefinition(name));
                    String value = broker.dynamicDefault().getOrDefault(name, "");
                    return new ConfigEntry(
                            definition,
                            shown(definition, value),
                            ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG,
                            List.of(synonym(definition, name, value, ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG)));
                })
                .toList();
    }

    private ConfigEntry entry(
            ConfigDefinition definition, Map<String, String> own, ConfigSource ownSource, List<BrokerSynonym> names) {
        List<ConfigSynonym> synonyms = new ArrayList<>();
        List<BrokerLayers.Found> found = broker.all(TopicLookup.names(names));
        String mine = own.get(definition.name());
        if (mine != null) {
            synonyms.add(synonym(definition, definition.name(), mine, ownSource));
        }
        found.forEach(f -> synonyms.add(synonym(definition, f.name(), f.value(), f.source())));
        if (names.isEmpty() && definition.fallback().isPresent()) {
            synonyms.add(
                    synonym(definition, definition.name(), definition.fallback().get(), ConfigSource.DEFAULT_CONFIG));
        }
        String effective = mine != null
                ? mine
                : found.isEmpty() ? definition.defaultValue() : TopicLookup.convert(names, found.getFirst());
        ConfigSource source = synonyms.isEmpty()
                ? ConfigSource.DEFAULT_CONFIG
                : synonyms.getFirst().source();
        return new ConfigEntry(definition, shown(definition, effective), source, List.copyOf(synonyms));
    }

    private boolean isSet(ConfigDefinition definition) {
        return broker.first(List.of(definition.name()))
                .filter(found -> found.source() != ConfigSource.DEFAULT_CONFIG)
                .isPresent();
    }

    private ConfigEntry brokerEntry(ConfigDefinition definition) {
        List<BrokerLayers.Found> sameThing = broker.all(BrokerConfigs.namesForSameThing(definition.name()));
        // A name's own value is shown under it, even where another unit's name wins.
        List<ConfigSynonym> synonyms = sameThing.stream()
                .dropWhile(found -> !found.name().equals(definition.name()))
                .map(found -> synonym(definition, found.name(), found.value(), found.source()))
                .toList();
        String value = broker.first(List.of(definition.name()))
                .map(BrokerLayers.Found::value)
                .orElse(null);
        ConfigSource source = synonyms.isEmpty()
                ? ConfigSource.DEFAULT_CONFIG
                : synonyms.getFirst().source();
        return new ConfigEntry(definition, shown(definition, value), source, synonyms);
    }

    private static ConfigSynonym synonym(ConfigDefinition definition, String name, String value, ConfigSource source) {
        return new ConfigSynonym(name, definition.type().isSensitive() ? null : value, source);
    }

    private static @Nullable String shown(ConfigDefinition definition, @Nullable String value) {
        return value == null || definition.type().isSensitive() ? null : definition.canonical(value);
    }

    /** Nobody here can tell whether such a value is a secret, so it is treated as one. */
    private static ConfigDefinition unknownDefinition(String name) {
        return new ConfigDefinition(
                name, ConfigType.PASSWORD, null, Limit.NONE, UpdateMode.CLUSTER_WIDE, "Not a setting of this broker.");
    }
}

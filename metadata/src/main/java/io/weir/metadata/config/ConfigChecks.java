package io.weir.metadata.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether settings may be given to a resource. Each check throws {@link InvalidConfigException} with the reason. */
public final class ConfigChecks {

    private static final Pattern LISTENER_PREFIX = Pattern.compile("listener\\.name\\.[^.]*\\.(.*)");

    /** Settings of a listener that are given for all brokers although listeners' settings are one broker's. */
    private static final List<String> CLUSTER_WIDE_OF_LISTENERS =
            List.of("max.connections", "max.connection.creation.rate", "num.network.threads");

    private ConfigChecks() {}

    /** All settings a topic would have of its own, on top of these defaults. */
    public static void topic(Map<String, String> own, EffectiveTopicConfig defaults) {
        requireKnown(TopicConfigs.TABLE, "topic", own);
        EffectiveTopicConfig effective = defaults.withOverrides(own);
        checkCompactionLags(effective);
        if (effective.remoteStorage()) {
            throw new InvalidConfigException(
                    "remote.storage.enable cannot be true: this broker has no remote store. Leave it at false");
        }
    }

    /** All settings a group would have of its own. */
    public static void group(Map<String, String> own, BrokerLayers broker) {
        requireKnown(GroupConfigs.TABLE, "group", own);
        GroupConfigs.TABLE.check(own);
        own.forEach((name, value) -> {
            checkGroupBound(name, value, "min", broker);
            checkGroupBound(name, value, "max", broker);
        });
        EffectiveGroupConfig effective = new EffectiveGroupConfig(own, broker);
        GroupConfigs.KINDS.forEach(kind -> checkSession(kind, effective));
    }

    /** The names of the settings a client metrics subscription would have. */
    public static void clientMetricsNames(Map<String, String> own) {
        requireKnown(ClientMetricsConfigs.TABLE, "client metrics", own);
    }

    /** All settings a broker, or all brokers, would have been given while running. Unknown names are taken, as in Kafka. */
    public static void broker(Map<String, String> values, boolean perBroker) {
        refuse(values, UpdateMode.READ_ONLY, "Cannot update these configs dynamically: ");
        if (!perBroker) {
            refuse(
                    values,
                    UpdateMode.PER_BROKER,
                    "Cannot update these configs at default cluster level, broker id must be specified: ");
        }
        values.forEach((name, value) ->
                BrokerConfigs.TABLE.find(withoutListener(name)).ifPresent(definition -> definition.parse(value)));
        checkCompactionLags(EffectiveTopicConfig.of(Map.of(), BrokerLayers.ofStatic(values)));
    }

    /**
     * Whether the threads that compact may become so many (Kafka's rule): at least one, and between half and twice of what
     * they are.
     *
     * @param values as for {@link #broker}
     * @param now the layers of the broker as they are
     */
    public static void cleanerThreads(Map<String, String> values, boolean perBroker, BrokerLayers now) {
        String name = "log.cleaner.threads";
        String value = values.get(name);
        boolean isOverridden = !perBroker && now.dynamicBroker().containsKey(name);
        if (value == null || isOverridden) {
            return;
        }
        int before = new ConfigValues(now).intValue(name);
        int after = ((Number) BrokerConfigs.TABLE.definition(name).parse(value)).intValue();
        if (after != before && (after < 1 || after < before / 2 || after > before * 2)) {
            throw new InvalidConfigException(name + " cannot become " + after + ": it is " + before
                    + ", and may be halved or doubled at a time, and be no less than 1");
        }
    }

    static void checkCompactionLags(EffectiveTopicConfig config) {
        if (config.minCompactionLagMs() > config.maxCompactionLagMs()) {
            throw new InvalidConfigException("min.compaction.lag.ms (" + config.minCompactionLagMs()
                    + ") may not exceed max.compaction.lag.ms (" + config.maxCompactionLagMs() + ")");
        }
    }

    private static void requireKnown(ConfigTable table, String kind, Map<String, String> values) {
        for (String name : values.keySet()) {
            if (table.find(name).isEmpty()) {
                throw new InvalidConfigException("Unknown " + kind + " config name: " + name
                        + ClosestName.among(table.names(), name)
                                .map(close -> "; did you mean " + close + "?")
                                .orElse(""));
            }
        }
    }

    private static void refuse(Map<String, String> values, UpdateMode mode, String reason) {
        TreeSet<String> refused = new TreeSet<>();
        for (String name : values.keySet()) {
            if (modeOf(name) == mode) {
                refused.add(name);
            }
        }
        if (!refused.isEmpty()) {
            throw new InvalidConfigException(reason + refused);
        }
    }

    private static UpdateMode modeOf(String name) {
        String base = withoutListener(name);
        if (!base.equals(name)) {
            return CLUSTER_WIDE_OF_LISTENERS.contains(base) ? UpdateMode.CLUSTER_WIDE : UpdateMode.PER_BROKER;
        }
        return BrokerConfigs.TABLE.find(name).map(ConfigDefinition::updateMode).orElse(UpdateMode.CLUSTER_WIDE);
    }

    private static String withoutListener(String name) {
        Matcher matcher = LISTENER_PREFIX.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    /** A session that is no longer than the time between two heartbeats would end all the time. */
    private static void checkSession(String kind, EffectiveGroupConfig effective) {
        String session = kind + ".session.timeout.ms";
        String heartbeat = kind + ".heartbeat.interval.ms";
        if (effective.intValue(session) <= effective.intValue(heartbeat)) {
            throw new InvalidConfigException(session + " (" + effective.intValue(session) + ") must be greater than "
                    + heartbeat + " (" + effective.intValue(heartbeat) + ")");
        }
    }

    /**
     * A broker bounds a group's consumer.session.timeout.ms by group.consumer.min.session.timeout.ms, and so on; "num" is
     * left out of a bound's name.
     */
    private static void checkGroupBound(String name, String value, String minOrMax, BrokerLayers broker) {
        String boundName = "group." + name.replaceFirst("\\.(num\\.)?", "." + minOrMax + ".");
        Optional<Long> bound = broker.first(List.of(boundName))
                .map(found -> Long.valueOf(found.value().trim()));
        if (bound.isEmpty()) {
            return;
        }
        long number = Long.parseLong(value.trim());
        boolean outside = minOrMax.equals("min") ? number < bound.get() : number > bound.get();
        if (outside) {
            throw new InvalidConfigException(name + " must be " + (minOrMax.equals("min") ? "at least " : "at most ")
                    + boundName + " (" + bound.get() + ")");
        }
    }
}

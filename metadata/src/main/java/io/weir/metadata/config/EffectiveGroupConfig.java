package io.weir.metadata.config;

import java.util.Map;

/**
 * The settings that hold for one group: its own, else the broker's for all groups of its kind, else the default.
 *
 * @param own what was set for this group
 */
public record EffectiveGroupConfig(Map<String, String> own, BrokerLayers broker) {

    /** The value of an integer setting by the name it has for a group. */
    public int intValue(String name) {
        return (int) GroupConfigs.TABLE.definition(name).parse(text(name));
    }

    /** The value of a setting as text, by the name it has for a group. */
    public String text(String name) {
        ConfigDefinition definition = GroupConfigs.TABLE.definition(name);
        String mine = own.get(name);
        return mine != null
                ? mine
                : broker.first(TopicLookup.names(GroupConfigs.synonymsOf(name)))
                        .map(BrokerLayers.Found::value)
                        .or(definition::fallback)
                        .orElseThrow(() -> new IllegalArgumentException(name + " has no value"));
    }
}

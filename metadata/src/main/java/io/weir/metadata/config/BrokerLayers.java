package io.weir.metadata.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of a broker's configuration, strongest first: set for this broker while running, set for all brokers while
 * running, given at start. Behind them stand the defaults of {@link BrokerConfigs}.
 */
public record BrokerLayers(
        Map<String, String> dynamicBroker, Map<String, String> dynamicDefault, Map<String, String> staticBroker) {

    /** A broker that was started with these properties, and nothing changed since. */
    public static BrokerLayers ofStatic(Map<String, String> staticBroker) {
        return new BrokerLayers(Map.of(), Map.of(), staticBroker);
    }

    /** A value of a name, and where it was found. */
    public record Found(String name, String value, ConfigSource source) {}

    /** The winning value among several names for one thing: the stronger layer first, then the earlier name. */
    public Optional<Found> first(List<String> names) {
        return all(names).stream().findFirst();
    }

    /** All values there are under these names, the winning one first. */
    public List<Found> all(List<String> names) {
        List<Found> found = new ArrayList<>();
        collect(found, names, dynamicBroker, ConfigSource.DYNAMIC_BROKER_CONFIG);
        collect(found, names, dynamicDefault, ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
        collect(found, names, staticBroker, ConfigSource.STATIC_BROKER_CONFIG);
        for (String name : names) {
            BrokerConfigs.TABLE
                    .find(name)
                    .flatMap(ConfigDefinition::fallback)
                    .ifPresent(value -> found.add(new Found(name, value, ConfigSource.DEFAULT_CONFIG)));
        }
        return found;
    }

    private static void collect(List<Found> found, List<String> names, Map<String, String> layer, ConfigSource source) {
        for (String name : names) {
            String value = layer.get(name);
            if (value != null) {
                found.add(new Found(name, value, source));
            }
        }
    }
}

package io.weir.metadata.image;

import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigResource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * The settings given to topics, brokers, groups and client metrics subscriptions while the cluster runs.
 *
 * @param byResource for each resource that has settings their text by name; never an empty map
 */
public record ConfigsImage(HashPMap<ConfigResource, Map<String, String>> byResource) {

    /** No settings. */
    public static final ConfigsImage EMPTY = new ConfigsImage(HashTreePMap.empty());

    /** The settings of a resource, in alphabetical order; empty when it has none. Unmodifiable. */
    public Map<String, String> of(ConfigResource resource) {
        return byResource.getOrDefault(resource, Map.of());
    }

    /** The settings of a topic, in alphabetical order; empty when it has none. */
    public Map<String, String> ofTopic(String name) {
        return of(ConfigResource.topic(name));
    }

    /** Everything that has settings, in no order. */
    public Set<ConfigResource> resources() {
        return byResource.keySet();
    }

    /** The client metrics subscriptions there are, with their settings, in the order of their names. */
    public SortedMap<String, Map<String, String>> clientMetrics() {
        SortedMap<String, Map<String, String>> subscriptions = new TreeMap<>();
        byResource.forEach((resource, settings) -> {
            if (resource.type() == ConfigResource.Type.CLIENT_METRICS) {
                subscriptions.put(resource.name(), settings);
            }
        });
        return subscriptions;
    }

    /** The layers of one broker's configuration, over the properties it was started with. */
    public BrokerLayers layers(int nodeId, Map<String, String> staticBroker) {
        return new BrokerLayers(of(ConfigResource.broker(nodeId)), of(ConfigResource.DEFAULT_BROKER), staticBroker);
    }

    ConfigsImage with(ConfigResource resource, String name, @Nullable String value) {
        TreeMap<String, String> changed = new TreeMap<>(of(resource));
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed.isEmpty()
                ? without(resource)
                : new ConfigsImage(byResource.plus(resource, Collections.unmodifiableMap(changed)));
    }

    ConfigsImage without(ConfigResource resource) {
        return new ConfigsImage(byResource.minus(resource));
    }
}

package io.weir.cli.client;

import java.util.Map;

/**
 * A cluster under a name.
 *
 * @param bootstrap as for {@code -b}
 * @param properties of Kafka's Java client; secrets may be among them
 */
public record Profile(String name, String bootstrap, Map<String, String> properties) {

    public Profile {
        properties = Map.copyOf(properties);
    }

    /** Without values: one of them may be a password. */
    @Override
    public String toString() {
        return "Profile[" + name + ", " + bootstrap + ", " + properties.keySet() + "]";
    }
}

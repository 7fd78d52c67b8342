package io.weir.metadata.config;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings by name, in alphabetical order. Unchanging once built. */
public final class ConfigTable {

    private final SequencedMap<String, ConfigDefinition> byName;

    private ConfigTable(Builder builder) {
        this.byName = new TreeMap<>(builder.byName);
    }

    /** All settings, in alphabetical order of their names. */
    public Collection<ConfigDefinition> definitions() {
        return byName.sequencedValues();
    }

    /** All names, in alphabetical order. */
    public Set<String> names() {
        return byName.sequencedKeySet();
    }

    /** The setting of this name, if there is one. */
    public Optional<ConfigDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The setting of a name that is known to exist.
     *
     * @throws InvalidConfigException when it does not
     */
    public ConfigDefinition definition(String name) {
        return find(name).orElseThrow(() -> new InvalidConfigException("Unknown configuration name: " + name));
    }

    /** Parses the values of the names this table knows, and passes over the others. */
    public void check(Map<String, String> values) {
        values.forEach((name, value) -> find(name).ifPresent(definition -> definition.parse(value)));
    }

    static Builder builder(UpdateMode usualMode) {
        return new Builder(usualMode);
    }

    /** Collects definitions; a name given twice is a mistake in the program. */
    static final class Builder {

        private final TreeMap<String, ConfigDefinition> byName = new TreeMap<>();
        private final UpdateMode usualMode;

        private Builder(UpdateMode usualMode) {
            this.usualMode = usualMode;
        }

        Builder add(String name, ConfigType type, @Nullable String defaultValue, Limit limit, String documentation) {
            return add(new ConfigDefinition(name, type, defaultValue, limit, usualMode, documentation));
        }

        Builder dynamic(
                String name, ConfigType type, @Nullable String defaultValue, Limit limit, String documentation) {
            return add(new ConfigDefinition(name, type, defaultValue, limit, UpdateMode.CLUSTER_WIDE, documentation));
        }

        Builder perBroker(
                String name, ConfigType type, @Nullable String defaultValue, Limit limit, String documentation) {
            return add(new ConfigDefinition(name, type, defaultValue, limit, UpdateMode.PER_BROKER, documentation));
        }

        Builder addAll(ConfigTable other) {
            other.byName.values().forEach(this::add);
            return this;
        }

        Builder add(ConfigDefinition definition) {
            if (byName.put(definition.name(), definition) != null) {
                throw new IllegalStateException(definition.name() + " is defined twice");
            }
            return this;
        }

        ConfigTable build() {
            byName.values().forEach(d -> d.fallback().ifPresent(d::parse));
            return new ConfigTable(this);
        }
    }
}

package io.weir.metadata.config;

import java.util.List;
import java.util.Optional;

/**
 * A broker's settings, typed. Every accessor takes a name of {@link BrokerConfigs#TABLE}; another name, or another type
 * than the setting's, is a mistake in the program.
 */
public final class ConfigValues {

    private final BrokerLayers layers;

    /** Reads from these layers, then from the defaults. */
    public ConfigValues(BrokerLayers layers) {
        this.layers = layers;
    }

    public boolean booleanValue(String name) {
        return (boolean) required(name);
    }

    /** An INT or SHORT. */
    public int intValue(String name) {
        return ((Number) required(name)).intValue();
    }

    /** Any whole number. */
    public long longValue(String name) {
        return ((Number) required(name)).longValue();
    }

    public double doubleValue(String name) {
        return (double) required(name);
    }

    /** Text; empty when it is set nowhere and has no default. */
    public Optional<String> text(String name) {
        return value(name).map(Object::toString);
    }

    /** A list; empty too when it is set nowhere and has no default. */
    public List<String> list(String name) {
        return value(name)
                .map(value -> ((List<?>) value).stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    /** A whole number that has no default; empty when it is set nowhere. */
    public Optional<Long> optionalLong(String name) {
        return value(name).map(value -> ((Number) value).longValue());
    }

    /** True when somebody set it, in whatever layer. */
    public boolean isSet(String name) {
        return layers.first(List.of(name))
                .filter(found -> found.source() != ConfigSource.DEFAULT_CONFIG)
                .isPresent();
    }

    private Object required(String name) {
        return value(name).orElseThrow(() -> new InvalidConfigException(name + " is required and not set"));
    }

    private Optional<Object> value(String name) {
        ConfigDefinition definition = BrokerConfigs.TABLE.definition(name);
        return layers.first(List.of(name)).map(found -> definition.parse(found.value()));
    }
}

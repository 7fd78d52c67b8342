package io.weir.metadata.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting's effective value with all that DescribeConfigs tells about it.
 *
 * @param value    canonical text; null when sensitive, or when it is set nowhere and has no default
 * @param source   where the value comes from
 * @param synonyms all values there are for it, the winning one first; empty when not even a default is known
 */
public record ConfigEntry(
        ConfigDefinition definition, @Nullable String value, ConfigSource source, List<ConfigSynonym> synonyms) {

    public String name() {
        return definition.name();
    }

    public ConfigType type() {
        return definition.type();
    }

    public String documentation() {
        return definition.documentation();
    }

    public boolean isSensitive() {
        return definition.type().isSensitive();
    }

    /** True when it takes a restart to change it. */
    public boolean isReadOnly() {
        return definition.updateMode() == UpdateMode.READ_ONLY;
    }

    /** True when nobody set it. */
    public boolean isDefault() {
        return source == ConfigSource.DEFAULT_CONFIG;
    }
}

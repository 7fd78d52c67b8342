package io.weir.metadata.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, its type, what it is when nobody sets it, what it may be, and what it means.
 *
 * @param defaultValue text of the default; null when there is none
 * @param updateMode   how a broker's setting changes; topics' and groups' settings are always {@link
 *                     UpdateMode#CLUSTER_WIDE}
 */
public record ConfigDefinition(
        String name,
        ConfigType type,
        @Nullable String defaultValue,
        Limit limit,
        UpdateMode updateMode,
        String documentation) {

    /** The default, if there is one. */
    public Optional<String> fallback() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * The typed value of a text, checked against type and limit.
     *
     * @throws InvalidConfigException naming the setting, the value and what was expected
     */
    public Object parse(String text) {
        Object value = type.parse(name, text);
        limit.problem(value).ifPresent(problem -> {
            throw InvalidConfigException.badValue(name, type.isSensitive() ? "(hidden)" : text, problem);
        });
        return value;
    }

    /** The canonical text of a text: numbers without spaces, lists without blanks, booleans in lower case. */
    public String canonical(String text) {
        return ConfigType.format(parse(text));
    }
}

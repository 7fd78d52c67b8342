package io.weir.console.configs;

import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * A setting as people look at it.
 *
 * @param value   absent when there is none or it is a secret
 * @param default_ what it is as long as it is not set for this very topic or broker; absent as the value is
 */
record SettingRow(
        String name,
        Optional<String> value,
        Optional<String> default_,
        Source source,
        Kind type,
        boolean readOnly,
        boolean sensitive,
        Optional<String> documentation) {

    /** Where a value comes from. */
    enum Source {
        TOPIC,
        BROKER,
        CLUSTER,
        FILE,
        DEFAULT,
        UNKNOWN;

        static Source of(ConfigEntry.ConfigSource source) {
            return switch (source) {
                case DYNAMIC_TOPIC_CONFIG -> TOPIC;
                case DYNAMIC_BROKER_CONFIG -> BROKER;
                case DYNAMIC_DEFAULT_BROKER_CONFIG -> CLUSTER;
                case STATIC_BROKER_CONFIG -> FILE;
                case DEFAULT_CONFIG -> DEFAULT;
                default -> UNKNOWN;
            };
        }
    }

    /** What a value may be. */
    enum Kind {
        BOOLEAN,
        STRING,
        INT,
        SHORT,
        LONG,
        DOUBLE,
        LIST,
        CLASS,
        PASSWORD,
        UNKNOWN
    }

    /** @param otherwise what it is as long as nobody sets it for this thing itself */
    static SettingRow of(ConfigEntry entry, Optional<String> otherwise) {
        return new SettingRow(
                entry.name(),
                Optional.ofNullable(entry.value()),
                otherwise,
                Source.of(entry.source()),
                Kind.valueOf(entry.type().name()),
                entry.isReadOnly(),
                entry.isSensitive(),
                Optional.ofNullable(entry.documentation()));
    }
}

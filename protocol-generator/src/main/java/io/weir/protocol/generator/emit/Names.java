package io.weir.protocol.generator.emit;

import java.util.Locale;
import java.util.Set;

/** How names of the specs become names in Java. */
final class Names {

    static final String READER = "in";
    static final String WRITER = "out";
    static final String VERSION = "version";
    static final String FLEXIBLE = "flexible";
    static final String TAGS = "tags";

    /** The component every record ends with: tagged fields its spec does not know. */
    static final String UNKNOWN_TAGS = "unknownTaggedFields";

    private static final Set<String> LOCALS = Set.of(READER, WRITER, VERSION, FLEXIBLE, TAGS);

    private Names() {}

    /** {@code TopicId} becomes {@code topicId}. */
    static String component(String specName) {
        return specName.substring(0, 1).toLowerCase(Locale.ROOT) + specName.substring(1);
    }

    /** A field as a local variable where a reader, a version and the like have names of their own. */
    static String local(String component) {
        return LOCALS.contains(component) ? component + "Value" : component;
    }

    /** A field of this record where parameters may hide it. */
    static String member(String component) {
        return LOCALS.contains(component) ? "this." + component : component;
    }

    /** {@code ListOffsets} becomes {@code LIST_OFFSETS}. */
    static String constant(String specName) {
        return specName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** A Java string literal. */
    static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

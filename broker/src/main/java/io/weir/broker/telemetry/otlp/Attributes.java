package io.weir.broker.telemetry.otlp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads OpenTelemetry's KeyValue, whose value is text, a number or a flag; others say nothing here. */
final class Attributes {

    /** So many are kept; the official client has up to ten. */
    static final int MOST = 12;

    /** Characters of a name; longer ones are passed over. */
    static final int MAX_KEY_LENGTH = 64;

    /** Characters of a value, whose rest is cut off: as long as a topic's name can be. */
    static final int MAX_VALUE_LENGTH = 249;

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private static final int STRING = 1;
    private static final int BOOL = 2;
    private static final int INT = 3;
    private static final int DOUBLE = 4;

    private final Map<String, String> found;

    private Attributes(Map<String, String> before) {
        this.found = new HashMap<>(before);
    }

    static Attributes none() {
        return new Attributes(Map.of());
    }

    /** To begin with what is known of the whole. */
    static Attributes on(Map<String, String> before) {
        return new Attributes(before);
    }

    void read(ProtoReader keyValue) {
        String key = "";
        String value = null;
        while (keyValue.next()) {
            switch (keyValue.field()) {
                case KEY -> key = keyValue.text();
                case VALUE -> value = anyValue(keyValue.message());
                default -> keyValue.skip();
            }
        }
        boolean hasRoom = found.size() < MOST || found.containsKey(key);
        if (value != null && !key.isEmpty() && key.length() <= MAX_KEY_LENGTH && hasRoom) {
            found.put(key, value.substring(0, Math.min(value.length(), MAX_VALUE_LENGTH)));
        }
    }

    Map<String, String> all() {
        return Map.copyOf(found);
    }

    private static @Nullable String anyValue(ProtoReader in) {
        String value = null;
        while (in.next()) {
            switch (in.field()) {
                case STRING -> value = in.text();
                case BOOL -> value = Boolean.toString(in.flag());
                case INT -> value = Long.toString(in.number());
                case DOUBLE -> value = Double.toString(Double.longBitsToDouble(in.fixed64()));
                default -> in.skip();
            }
        }
        return value;
    }
}

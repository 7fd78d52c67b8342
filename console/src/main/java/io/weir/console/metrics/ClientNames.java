package io.weir.console.metrics;

import java.util.regex.Pattern;

/** What clients call things, as Prometheus can read it. */
final class ClientNames {

    private static final String PREFIX = "weir_client_";

    /** What all metrics of KIP-714 begin with. */
    private static final String KAFKAS = "org.apache.kafka.";

    private static final Pattern UNREADABLE = Pattern.compile("[^a-zA-Z0-9_]");

    /** Prometheus gives these a meaning of its own. */
    private static final Pattern RESERVED_END = Pattern.compile("(_(total|created|bucket|info))+$");

    private static final Pattern UNDERSCORES_FIRST = Pattern.compile("^_+");

    private ClientNames() {}

    /** The name of a metric, without {@code _total}. */
    static String metric(String name) {
        String own = name.startsWith(KAFKAS) ? name.substring(KAFKAS.length()) : name;
        String readable = PREFIX + UNREADABLE.matcher(own).replaceAll("_");
        return RESERVED_END.matcher(readable).replaceFirst("");
    }

    /** The name of a label; two underscores first are Prometheus' own. */
    static String label(String key) {
        String readable = UNREADABLE.matcher(key).replaceAll("_");
        String name = UNDERSCORES_FIRST.matcher(readable).replaceFirst("");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}

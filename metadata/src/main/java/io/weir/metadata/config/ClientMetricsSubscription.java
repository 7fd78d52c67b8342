package io.weir.metadata.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which metrics clients are to push, how often, and which clients (KIP-714).
 *
 * @param metrics beginnings of their names; {@link #ALL} for all of them
 * @param match what a client's attributes have to be, whole; all clients where it is empty
 */
public record ClientMetricsSubscription(Set<String> metrics, int intervalMs, Map<ClientAttribute, Pattern> match) {

    /** Instead of a name's beginning: all metrics. */
    public static final String ALL = "*";

    /**
     * The subscription of these settings.
     *
     * @throws InvalidConfigException for a value that cannot be meant
     */
    public static ClientMetricsSubscription of(Map<String, String> own) {
        return new ClientMetricsSubscription(
                Set.copyOf(words(own, ClientMetricsConfigs.METRICS)),
                (int) value(own, ClientMetricsConfigs.INTERVAL_MS),
                patterns(words(own, ClientMetricsConfigs.MATCH)));
    }

    /** Whether a client with these attributes is meant. */
    public boolean matches(Function<ClientAttribute, String> attributes) {
        return match.entrySet().stream()
                .allMatch(wanted -> wanted.getValue()
                        .matcher(attributes.apply(wanted.getKey()))
                        .matches());
    }

    private static Map<ClientAttribute, Pattern> patterns(List<String> matches) {
        Map<ClientAttribute, Pattern> patterns = new EnumMap<>(ClientAttribute.class);
        for (String text : matches) {
            // As Kafka splits: signs at the end do not count.
            String[] parts = text.replaceFirst("=+$", "").split("=", -1);
            if (parts.length != 2) {
                throw illegal(text, "expected attribute=regular expression");
            }
            ClientAttribute attribute = ClientAttribute.named(parts[0].trim())
                    .orElseThrow(() -> illegal(text, "clients have no attribute of that name"));
            try {
                patterns.put(attribute, Pattern.compile(parts[1].trim()));
            } catch (PatternSyntaxException e) {
                throw illegal(text, e.getDescription());
            }
        }
        return patterns;
    }

    private static InvalidConfigException illegal(String pattern, String problem) {
        return new InvalidConfigException("Illegal client matching pattern: " + pattern + " (" + problem + ")");
    }

    private static List<String> words(Map<String, String> own, String name) {
        return ((List<?>) value(own, name)).stream().map(Object::toString).toList();
    }

    private static Object value(Map<String, String> own, String name) {
        ConfigDefinition definition = ClientMetricsConfigs.TABLE.definition(name);
        String text = own.get(name);
        return definition.parse(text == null ? definition.fallback().orElse("") : text);
    }
}

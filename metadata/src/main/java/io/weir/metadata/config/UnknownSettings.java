package io.weir.metadata.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells about a broker's properties that have no effect, so that a slip of the pen is noticed. Kafka ignores such
 * properties, so Weir starts with them too, but says so.
 */
public final class UnknownSettings {

    private static final String LIST = "kafka-settings-without-effect.txt";

    private UnknownSettings() {}

    /** One sentence for each property without effect, in the order of their names; empty when all is well. */
    public static List<String> warnings(Collection<String> names) {
        return names.stream()
                .sorted()
                .map(UnknownSettings::warning)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> warning(String name) {
        if (BrokerConfigs.TABLE.find(name).isPresent()) {
            return Optional.empty();
        }
        if (name.startsWith("listener.name.") || Names.OF_KAFKA.contains(name)) {
            return Optional.of("Setting " + name + " is Kafka's and has no effect in this version of Weir");
        }
        return Optional.of("Setting " + name + " is unknown and ignored"
                + ClosestName.among(BrokerConfigs.TABLE.names(), name)
                        .map(close -> "; did you mean " + close + "?")
                        .orElse(""));
    }

    /** Read only when a property is unknown, which is rare. */
    private static final class Names {

        static final Set<String> OF_KAFKA = read();

        private static Set<String> read() {
            try (InputStream in = UnknownSettings.class.getResourceAsStream(LIST)) {
                if (in == null) {
                    throw new IllegalStateException(LIST + " is missing beside " + UnknownSettings.class);
                }
                return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package io.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.console.http.Access;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is documented is there, and what is there is documented. */
final class OpenApiTest {

    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|post|patch|delete|put):");

    @TempDir
    private Path folder;

    @Test
    void theDocumentNamesEveryRoute() throws Exception {
        // given
        BrokerConfig config =
                BrokerConfig.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", folder.toString()));
        try (Broker broker = Broker.start(config);
                Resources resources = new Resources(broker, new Access(Set.of(), Optional.empty()))) {
            // when
            Set<String> routed = new TreeSet<>();
            resources.routes().all().stream()
                    .filter(route -> !route.template().equals("/metrics"))
                    .forEach(route -> routed.add(route.method() + " " + route.template()));

            // then
            assertThat(routed).isEqualTo(documented());
        }
    }

    private static Set<String> documented() throws Exception {
        Set<String> found = new TreeSet<>();
        String path = "";
        try (InputStream in = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi.yaml"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                Matcher isPath = PATH.matcher(line);
                Matcher isMethod = METHOD.matcher(line);
                if (isPath.matches()) {
                    path = isPath.group(1);
                } else if (isMethod.matches()) {
                    found.add(isMethod.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path);
                }
            }
        }
        return found;
    }
}

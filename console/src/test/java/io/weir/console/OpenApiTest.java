package io.weir.console;

import static io.weir.console.LiveConsole.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.console.http.Access;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
        for (String line : lines()) {
            Matcher isPath = PATH.matcher(line);
            Matcher isMethod = METHOD.matcher(line);
            if (isPath.matches()) {
                path = isPath.group(1);
            } else if (isMethod.matches()) {
                found.add(isMethod.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path);
            }
        }
        return found;
    }

    private static List<String> lines() throws Exception {
        try (InputStream in = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void whatIsAnsweredHasTheFieldsThatAreDocumented() throws Exception {
        // given
        try (LiveConsole console = LiveConsole.start(folder, Map.of())) {
            var _ = console.produce(new ProducerRecord<>("orders", new byte[] {1}));
            try (Admin admin = console.admin()) {
                var _ = admin.alterConsumerGroupOffsets(
                                "billing", Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(1)))
                        .all()
                        .get();
            }

            // when
            Map<String, Object> answers = Map.of(
                    "TopicRow", at(console.json("/api/v1/topics"), "items.0"),
                    "Partition", at(console.json("/api/v1/topics/orders/partitions"), "items.0"),
                    "Record", at(console.json("/api/v1/topics/orders/records"), "records.0"),
                    "GroupRow", at(console.json("/api/v1/groups"), "items.0"),
                    "Broker", at(console.json("/api/v1/brokers"), "items.0"),
                    "Overview", console.json("/api/v1/cluster"),
                    "Samples", console.json("/api/v1/cluster/samples"),
                    "Readiness", console.json("/health/ready"),
                    "Problem", console.json("/api/v1/topics/none"),
                    "Page", console.json("/api/v1/groups"));

            // then
            for (Map.Entry<String, Object> answer : answers.entrySet()) {
                Schema schema = Schema.of(answer.getKey());
                Set<?> fields = ((Map<?, ?>) answer.getValue()).keySet();
                assertThat(schema.fields)
                        .as(answer.getKey())
                        .containsAll(fields.stream().map(String::valueOf).toList());
                assertThat(fields.stream().map(String::valueOf))
                        .as(answer.getKey())
                        .containsAll(schema.required);
            }
        }
    }

    /** What the document says of an object. */
    private record Schema(Set<String> fields, Set<String> required) {

        private static final Pattern START = Pattern.compile("    (\\w+):");
        private static final Pattern FIELD = Pattern.compile("        (\\w+):.*");
        private static final Pattern REQUIRED = Pattern.compile("      required: \\[(.*)]");

        static Schema of(String name) throws Exception {
            Set<String> fields = new TreeSet<>();
            Set<String> required = new TreeSet<>();
            boolean isIn = false;
            boolean isOfSchemas = false;
            for (String line : lines()) {
                isOfSchemas |= line.equals("  schemas:");
                Matcher start = START.matcher(line);
                Matcher field = FIELD.matcher(line);
                Matcher needed = REQUIRED.matcher(line);
                if (start.matches()) {
                    isIn = isOfSchemas && start.group(1).equals(name);
                } else if (isIn && field.matches()) {
                    fields.add(field.group(1));
                } else if (isIn && needed.matches()) {
                    required.addAll(List.of(needed.group(1).split(", ", -1)));
                }
            }
            assertThat(fields).as("fields of " + name).isNotEmpty();
            return new Schema(fields, required);
        }
    }
}

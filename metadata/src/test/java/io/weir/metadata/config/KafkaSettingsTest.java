package io.weir.metadata.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds our tables against what Kafka 4.3.1 said of its own when asked. */
class KafkaSettingsTest {

    /** Defaults that differ on purpose: ours listen on loopback, need no files of their own, start faster, or read nearby. */
    private static final Set<String> OTHER_DEFAULTS = Set.of(
            "listeners",
            "log.dir",
            "process.roles",
            "node.id",
            "socket.listen.backlog.size",
            "socket.receive.buffer.bytes",
            "socket.send.buffer.bytes",
            "controller.listener.names",
            "metric.reporters",
            "replica.selector.class",
            "metadata.log.max.record.bytes.between.snapshots");

    private static final Pattern RANGE = Pattern.compile("\\[(-?[0-9]+),\\.\\.\\.(?:,(-?[0-9]+))?](?: or (-?[0-9]+))?");

    record Setting(String kind, String name, String type, String defaultValue, String limits, String mode) {

        ConfigDefinition ours() {
            return switch (kind) {
                case "topic" -> TopicConfigs.TABLE.definition(name);
                case "group" -> GroupConfigs.TABLE.definition(name);
                default -> BrokerConfigs.TABLE.definition(name);
            };
        }
    }

    static List<Setting> settings() throws Exception {
        String file = "kafka-4.3.1-settings.tsv";
        try (InputStream in = Objects.requireNonNull(KafkaSettingsTest.class.getResourceAsStream(file))) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(f -> new Setting(f[0], f[1], f[2], f[3], f[4], f[5]))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsOfKafkasTypeWithKafkasDefault(Setting kafka) {
        ConfigDefinition ours = kafka.ours();

        assertThat(ours.type().name()).isEqualTo(kafka.type());
        assertThat(ours.documentation()).isNotBlank().endsWith(".");
        if (!OTHER_DEFAULTS.contains(kafka.name())) {
            assertThat(ours.fallback().orElse("<null>")).isEqualTo(kafka.defaultValue());
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aBrokersSettingIsUpdatedInKafkasWay(Setting kafka) {
        String mode = kafka.mode().toUpperCase(Locale.ROOT).replace('-', '_');

        if (kafka.kind().equals("broker")) {
            assertThat(kafka.ours().updateMode().name()).isEqualTo(mode);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void valuesAtKafkasLimitsAreTakenAndThoseBeyondRefused(Setting kafka) {
        Matcher range = RANGE.matcher(kafka.limits());
        if (!range.matches()) {
            return;
        }
        ConfigDefinition ours = kafka.ours();
        long min = Long.parseLong(range.group(1));

        assertThat(ours.parse(Long.toString(min))).isNotNull();
        if (!Long.toString(min - 1).equals(range.group(3))) {
            assertThatThrownBy(() -> ours.parse(Long.toString(min - 1)))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining(kafka.name())
                    .hasMessageContaining(Long.toString(min));
        }
        if (range.group(2) != null) {
            long max = Long.parseLong(range.group(2));
            assertThat(ours.parse(Long.toString(max))).isNotNull();
            assertThatThrownBy(() -> ours.parse(Long.toString(max + 1)))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("no more than " + max);
        }
    }

    @Test
    void everyTopicAndGroupSettingOfKafkaIsHereAndOnlyWeirsOwnBesides() throws Exception {
        assertThat(names("topic"))
                .containsExactlyElementsOf(TopicConfigs.TABLE.names().stream()
                        .filter(name -> !name.startsWith("weir."))
                        .toList());
        assertThat(names("group")).containsExactlyElementsOf(GroupConfigs.TABLE.names());
    }

    @Test
    void everyTopicSettingWithABrokersNameHasThatNameDefined() {
        Stream<String> names =
                TopicSynonyms.all().values().stream().flatMap(List::stream).map(BrokerSynonym::name);

        assertThat(names)
                .allSatisfy(name -> assertThat(BrokerConfigs.TABLE.find(name)).isPresent());
    }

    private static List<String> names(String kind) throws Exception {
        return settings().stream()
                .filter(setting -> setting.kind().equals(kind))
                .map(Setting::name)
                .sorted()
                .toList();
    }
}

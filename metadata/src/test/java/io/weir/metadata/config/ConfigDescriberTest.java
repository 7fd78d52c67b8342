package io.weir.metadata.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigDescriberTest {

    @Test
    void aTopicsValueComesWithItsSourceAndAllOthersThereAre() {
        ConfigDescriber describer = new ConfigDescriber(new BrokerLayers(
                Map.of("message.max.bytes", "4"), Map.of("message.max.bytes", "3"), Map.of("message.max.bytes", "2")));

        ConfigEntry entry = entry(describer.topic(Map.of("max.message.bytes", " 5 ")), "max.message.bytes");

        assertThat(entry.value()).isEqualTo("5");
        assertThat(entry.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(entry.isDefault()).isFalse();
        assertThat(entry.isReadOnly()).isFalse();
        assertThat(entry.synonyms())
                .containsExactly(
                        new ConfigSynonym("max.message.bytes", " 5 ", ConfigSource.DYNAMIC_TOPIC_CONFIG),
                        new ConfigSynonym("message.max.bytes", "4", ConfigSource.DYNAMIC_BROKER_CONFIG),
                        new ConfigSynonym("message.max.bytes", "3", ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG),
                        new ConfigSynonym("message.max.bytes", "2", ConfigSource.STATIC_BROKER_CONFIG),
                        new ConfigSynonym("message.max.bytes", "1048588", ConfigSource.DEFAULT_CONFIG));
    }

    @Test
    void aTopicsValueIsToldInItsOwnUnit() {
        ConfigDescriber describer = new ConfigDescriber(BrokerLayers.ofStatic(Map.of("log.retention.hours", "1")));

        ConfigEntry entry = entry(describer.topic(Map.of()), "retention.ms");

        assertThat(entry.value()).isEqualTo("3600000");
        assertThat(entry.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(entry.synonyms().getFirst())
                .isEqualTo(new ConfigSynonym("log.retention.hours", "1", ConfigSource.STATIC_BROKER_CONFIG));
    }

    @Test
    void everyTopicSettingIsToldAndDefaultsAreMarked() {
        List<ConfigEntry> entries = new ConfigDescriber(BrokerLayers.ofStatic(Map.of())).topic(Map.of());

        assertThat(entries).hasSameSizeAs(TopicConfigs.TABLE.names()).allSatisfy(entry -> {
            assertThat(entry.isDefault()).isTrue();
            assertThat(entry.value()).isNotNull();
        });
    }

    /** kafka-reassign-partitions takes a missing rate for none, and a huge one for one that was left behind. */
    @Test
    void aBrokersThrottleIsToldOnlyWhileItIsSet() {
        String rate = "leader.replication.throttled.rate";
        ConfigDescriber without = new ConfigDescriber(BrokerLayers.ofStatic(Map.of()));
        ConfigDescriber with = new ConfigDescriber(new BrokerLayers(Map.of(rate, "5"), Map.of(), Map.of()));

        assertThat(without.broker()).extracting(ConfigEntry::name).doesNotContain(rate);
        assertThat(entry(with.broker(), rate).value()).isEqualTo("5");
    }

    @Test
    void aBrokersSettingTellsItsOwnValueAndWhetherItIsReadOnly() {
        ConfigDescriber describer = new ConfigDescriber(new BrokerLayers(
                Map.of(), Map.of("log.retention.ms", "9"), Map.of("log.retention.hours", "1", "node.id", "7")));

        List<ConfigEntry> entries = describer.broker();

        ConfigEntry nodeId = entry(entries, "node.id");
        assertThat(nodeId.value()).isEqualTo("7");
        assertThat(nodeId.isReadOnly()).isTrue();
        assertThat(nodeId.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(entry(entries, "log.retention.ms").value()).isEqualTo("9");
        assertThat(entry(entries, "log.retention.ms").synonyms())
                .extracting(ConfigSynonym::name)
                .containsExactly("log.retention.ms", "log.retention.hours", "log.retention.hours");
        assertThat(entry(entries, "log.retention.hours").value()).isEqualTo("1");
        assertThat(entry(entries, "log.retention.minutes").value()).isNull();
        assertThat(entry(entries, "log.retention.minutes").isDefault()).isTrue();
    }

    @Test
    void whatNobodyKnowsMayBeASecret() {
        ConfigDescriber describer = new ConfigDescriber(BrokerLayers.ofStatic(Map.of("my.plugin.password", "hunter2")));

        ConfigEntry entry = entry(describer.broker(), "my.plugin.password");

        assertThat(entry.isSensitive()).isTrue();
        assertThat(entry.value()).isNull();
        assertThat(entry.synonyms()).extracting(ConfigSynonym::value).containsOnlyNulls();
    }

    @Test
    void theDefaultOfAllBrokersTellsOnlyWhatWasSetForAll() {
        ConfigDescriber describer =
                new ConfigDescriber(new BrokerLayers(Map.of(), Map.of("num.io.threads", "3"), Map.of("node.id", "1")));

        assertThat(describer.defaultBroker()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("num.io.threads");
            assertThat(entry.value()).isEqualTo("3");
            assertThat(entry.source()).isEqualTo(ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
        });
    }

    @Test
    void aGroupsValueComesFromTheBrokerUntilItHasItsOwn() {
        ConfigDescriber describer =
                new ConfigDescriber(BrokerLayers.ofStatic(Map.of("group.consumer.session.timeout.ms", "50000")));

        ConfigEntry inherited = entry(describer.group(Map.of()), "consumer.session.timeout.ms");
        ConfigEntry own =
                entry(describer.group(Map.of("consumer.session.timeout.ms", "60000")), "consumer.session.timeout.ms");

        assertThat(inherited.value()).isEqualTo("50000");
        assertThat(inherited.source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(own.value()).isEqualTo("60000");
        assertThat(own.source()).isEqualTo(ConfigSource.GROUP_CONFIG);
        assertThat(own.source().code()).isEqualTo((byte) 8);
    }

    private static ConfigEntry entry(List<ConfigEntry> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings as an admin client sees and changes them. */
class AdminConfigsTest {

    private static final ConfigResource THIS_BROKER = new ConfigResource(ConfigResource.Type.BROKER, "1");
    private static final ConfigResource ALL_BROKERS = new ConfigResource(ConfigResource.Type.BROKER, "");

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of(
            "log.roll.hours",
            "2",
            "log.roll.jitter.ms",
            "123",
            "log.retention.ms",
            "86400000",
            "ssl.truststore.password",
            "some.invalid.pass"));

    private final Admin admin = BROKER.admin();

    @Test
    void tellsWhereEachValueComesFrom() {
        ConfigResource topic = topic(Map.of("retention.bytes", "1000"));
        Config config = describe(topic);

        assertThat(config.get("retention.bytes").source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(config.get("retention.bytes").value()).isEqualTo("1000");
        assertThat(config.get("retention.bytes").isDefault()).isFalse();
        assertThat(config.get("segment.ms").value()).isEqualTo("7200000");
        assertThat(config.get("segment.ms").source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config.get("cleanup.policy").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
        assertThat(config.get("cleanup.policy").isDefault()).isTrue();
        assertThat(config.get("max.message.bytes").value()).isEqualTo("1048588");
        assertThat(config.get("max.message.bytes").type()).isEqualTo(ConfigEntry.ConfigType.INT);
        assertThat(config.get("cleanup.policy").documentation()).isNull();
        assertThat(config.get("cleanup.policy").synonyms()).isEmpty();
        assertThat(config.entries()).hasSizeGreaterThan(25);
    }

    @Test
    void tellsSynonymsAndDocumentationWhenAsked() {
        ConfigResource topic = topic(Map.of());
        Config config = result(admin.describeConfigs(
                                List.of(topic),
                                new DescribeConfigsOptions()
                                        .includeSynonyms(true)
                                        .includeDocumentation(true))
                        .all())
                .get(topic);

        assertThat(config.entries())
                .allSatisfy(entry ->
                        assertThat(entry.documentation()).as(entry.name()).isNotEmpty());
        assertThat(config.get("segment.ms").synonyms())
                .extracting(ConfigEntry.ConfigSynonym::name)
                .startsWith("log.roll.hours");
    }

    @Test
    void describesTheBroker() {
        Config config = describe(THIS_BROKER);

        assertThat(config.get("node.id").value()).isEqualTo("1");
        assertThat(config.get("node.id").isReadOnly()).isTrue();
        assertThat(config.get("compression.type").value()).isEqualTo("producer");
        assertThat(config.get("compression.type").isReadOnly()).isFalse();
        assertThat(config.get("log.dirs").source()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(describe(ALL_BROKERS).entries())
                .allMatch(entry -> entry.source() == ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
    }

    @Test
    void setsAppendsSubtractsAndDeletes() {
        ConfigResource first = topic(Map.of("retention.ms", "60000000", "cleanup.policy", "compact"));
        ConfigResource second = topic(Map.of());

        result(admin.incrementalAlterConfigs(Map.of(
                        first,
                        List.of(
                                op("flush.ms", "1000", OpType.SET),
                                op("cleanup.policy", "delete", OpType.APPEND),
                                op("retention.ms", "", OpType.DELETE)),
                        second,
                        List.of(
                                op("min.cleanable.dirty.ratio", "0.9", OpType.SET),
                                op("compression.type", "lz4", OpType.SET),
                                op("cleanup.policy", "compact", OpType.APPEND))))
                .all());

        assertThat(value(first, "flush.ms")).isEqualTo("1000");
        assertThat(value(first, "cleanup.policy")).isEqualTo("compact,delete");
        assertThat(value(first, "retention.ms")).isEqualTo("86400000");
        assertThat(value(second, "min.cleanable.dirty.ratio")).isEqualTo("0.9");
        assertThat(value(second, "compression.type")).isEqualTo("lz4");
        assertThat(value(second, "cleanup.policy")).isEqualTo("delete,compact");

        result(admin.incrementalAlterConfigs(Map.of(
                        first,
                        List.of(
                                op("cleanup.policy", "compact", OpType.SUBTRACT),
                                op("leader.replication.throttled.replicas", "0", OpType.SUBTRACT))))
                .all());
        assertThat(value(first, "cleanup.policy")).isEqualTo("delete");
        assertThat(value(first, "leader.replication.throttled.replicas")).isEmpty();
        assertThat(value(first, "flush.ms")).isEqualTo("1000");

        // Twice is once, and what is not there need not go.
        result(admin.incrementalAlterConfigs(Map.of(
                        first,
                        List.of(op("cleanup.policy", "delete", OpType.APPEND)),
                        second,
                        List.of(op("leader.replication.throttled.replicas", "0:1,0:2", OpType.APPEND))))
                .all());
        assertThat(value(first, "cleanup.policy")).isEqualTo("delete");
        assertThat(value(second, "leader.replication.throttled.replicas")).isEqualTo("0:1,0:2");
    }

    @Test
    void validatesWithoutDoing() {
        ConfigResource topic = topic(Map.of());
        AlterConfigsOptions validateOnly = new AlterConfigsOptions().validateOnly(true);

        result(admin.incrementalAlterConfigs(
                        Map.of(topic, List.of(op("cleanup.policy", "compact", OpType.SET))), validateOnly)
                .all());
        assertThat(value(topic, "cleanup.policy")).isEqualTo("delete");

        assertThatThrownBy(() -> result(admin.incrementalAlterConfigs(
                                Map.of(topic, List.of(op("compression.type", "zip", OpType.SET))), validateOnly)
                        .all()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("Invalid value zip for configuration compression.type");
    }

    @Test
    void oneBadChangeLeavesItsResourceAndNoOther() {
        ConfigResource bad = topic(Map.of());
        ConfigResource good = topic(Map.of());
        var results = admin.incrementalAlterConfigs(Map.of(
                bad,
                List.of(
                        op("min.cleanable.dirty.ratio", "0.75", OpType.SET),
                        op("min.cleanable.dirty.ratio", "0.65", OpType.SET),
                        op("compression.type", "gzip", OpType.SET)),
                good,
                List.of(op("min.cleanable.dirty.ratio", "0.9", OpType.SET))));

        assertThatThrownBy(() -> result(results.values().get(bad)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Error due to duplicate config keys");
        result(results.values().get(good));
        assertThat(value(bad, "compression.type")).isEqualTo("producer");
        assertThat(value(good, "min.cleanable.dirty.ratio")).isEqualTo("0.9");
    }

    @Test
    void refusesImpossibleChanges() {
        ConfigResource topic = topic(Map.of());
        refused(topic, op("compression.type", "gzip", OpType.APPEND)).isInstanceOf(InvalidConfigurationException.class);
        refused(topic, op("compression.type", "snappy", OpType.SUBTRACT))
                .isInstanceOf(InvalidConfigurationException.class);
        refused(topic, op("min.cleanable.dirty.ratio", "1.1", OpType.SET))
                .isInstanceOf(InvalidConfigurationException.class);
        refused(topic, op("no.such.setting", "1", OpType.SET)).isInstanceOf(InvalidConfigurationException.class);
        refused(new ConfigResource(ConfigResource.Type.TOPIC, BROKER.name("none")), op("flush.ms", "1", OpType.SET))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        refused(THIS_BROKER, op("node.id", "10", OpType.SET)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aBrokersDefaultsReachTopicsAtOnceAndGoAgain() {
        ConfigResource topic = topic(Map.of());
        result(admin.incrementalAlterConfigs(Map.of(ALL_BROKERS, List.of(op("log.retention.bytes", "777", OpType.SET))))
                .all());
        assertThat(value(topic, "retention.bytes")).isEqualTo("777");
        assertThat(describe(topic).get("retention.bytes").source())
                .isEqualTo(ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);

        result(admin.incrementalAlterConfigs(Map.of(THIS_BROKER, List.of(op("log.retention.bytes", "888", OpType.SET))))
                .all());
        assertThat(value(topic, "retention.bytes")).isEqualTo("888");
        assertThat(value(THIS_BROKER, "log.retention.bytes")).isEqualTo("888");
        assertThat(describe(topic).get("retention.bytes").source()).isEqualTo(ConfigSource.DYNAMIC_BROKER_CONFIG);

        result(admin.incrementalAlterConfigs(Map.of(
                        THIS_BROKER, List.of(op("log.retention.bytes", "", OpType.DELETE)),
                        ALL_BROKERS, List.of(op("log.retention.bytes", "", OpType.DELETE))))
                .all());
        assertThat(value(topic, "retention.bytes")).isEqualTo("-1");
    }

    @Test
    void groupsGoOnWhenABrokersDefaultChanges() {
        // given: the coordinator has read all its partitions, most of which are empty
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        commit(partition, 1);

        // when: all logs are told of new settings at once
        result(admin.incrementalAlterConfigs(
                        Map.of(ALL_BROKERS, List.of(op("log.segment.bytes", "2000000", OpType.SET))))
                .all());

        // then: every partition of the coordinator still takes commits
        for (int i = 0; i < 100; i++) {
            commit(partition, i);
        }
    }

    @Test
    void unknownResourcesAndUnknownNames() {
        ConfigResource none = new ConfigResource(ConfigResource.Type.TOPIC, BROKER.name("none"));
        assertThatThrownBy(() -> describe(none)).isInstanceOf(UnknownTopicOrPartitionException.class);
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, BROKER.name("group"));
        assertThat(describe(group).entries()).isNotEmpty();
        ConfigResource metrics = new ConfigResource(ConfigResource.Type.CLIENT_METRICS, BROKER.name("metrics"));
        assertThat(describe(metrics).entries())
                .hasSize(3)
                .allMatch(entry -> entry.source() == ConfigSource.DEFAULT_CONFIG);
    }

    @Test
    void listsWhatHasSettings() {
        ConfigResource topic = topic(Map.of());
        assertThat(result(admin.listConfigResources(Set.of(ConfigResource.Type.TOPIC), new ListConfigResourcesOptions())
                        .all()))
                .contains(topic)
                .allMatch(resource -> resource.type() == ConfigResource.Type.TOPIC);
        assertThat(result(admin.listConfigResources().all())).contains(topic, THIS_BROKER);
    }

    @Test
    void clientMetricsAreSubscribedTo() {
        // given
        ConfigResource subscription = new ConfigResource(ConfigResource.Type.CLIENT_METRICS, BROKER.name("metrics"));

        // when
        result(admin.incrementalAlterConfigs(Map.of(
                        subscription,
                        List.of(op("interval.ms", "1000", OpType.SET), op("match", "client_id=nobody", OpType.SET))))
                .all());

        // then
        assertThat(value(subscription, "interval.ms")).isEqualTo("1000");
        assertThat(value(subscription, "metrics")).isEmpty();
        assertThat(describe(subscription).get("interval.ms").source())
                .isEqualTo(ConfigSource.DYNAMIC_CLIENT_METRICS_CONFIG);
        assertThat(result(admin.listConfigResources(
                                Set.of(ConfigResource.Type.CLIENT_METRICS), new ListConfigResourcesOptions())
                        .all()))
                .containsExactly(subscription);
        refused(subscription, op("interval.ms", "5", OpType.SET)).isInstanceOf(InvalidRequestException.class);

        // when: it has no settings left
        result(admin.incrementalAlterConfigs(Map.of(
                        subscription, List.of(op("interval.ms", "", OpType.DELETE), op("match", "", OpType.DELETE))))
                .all());

        // then: there is no subscription
        assertThat(result(admin.listConfigResources(
                                Set.of(ConfigResource.Type.CLIENT_METRICS), new ListConfigResourcesOptions())
                        .all()))
                .isEmpty();
    }

    @Test
    void groupsHaveSettings() {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, BROKER.name("group"));
        result(admin.incrementalAlterConfigs(
                        Map.of(group, List.of(op("consumer.session.timeout.ms", "50000", OpType.SET))))
                .all());
        assertThat(value(group, "consumer.session.timeout.ms")).isEqualTo("50000");
        assertThat(describe(group).get("consumer.session.timeout.ms").source())
                .isEqualTo(ConfigSource.DYNAMIC_GROUP_CONFIG);
        assertThat(describe(group).get("consumer.heartbeat.interval.ms").source())
                .isEqualTo(ConfigSource.DEFAULT_CONFIG);
        refused(group, op("consumer.session.timeout.ms", "5", OpType.SET))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void nullsAreNoValues() {
        ConfigResource topic = topic(Map.of());
        refused(topic, new AlterConfigOp(new ConfigEntry("retention.bytes", null), OpType.SET))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("Null value not supported for : retention.bytes");
        Map<String, String> nothing = new HashMap<>();
        nothing.put("retention.bytes", null);
        assertThatThrownBy(() -> BROKER.topic(1, nothing))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("Null value not supported for topic configs: retention.bytes");
    }

    @Test
    void secretsAreNotTold() {
        ConfigEntry password = describe(THIS_BROKER).get("ssl.truststore.password");
        assertThat(password.isSensitive()).isTrue();
        assertThat(password.value()).isNull();
        assertThat(password.isDefault()).isFalse();
    }

    @Test
    void creationTellsTheSettingsWithTheirSources() {
        String name = BROKER.name("topic");
        Config config = result(admin.createTopics(
                        List.of(new NewTopic(name, 1, (short) 1).configs(Map.of("index.interval.bytes", "9999999"))))
                .config(name));
        assertThat(config.get("index.interval.bytes"))
                .isEqualTo(entry("index.interval.bytes", "9999999", ConfigSource.DYNAMIC_TOPIC_CONFIG));
        assertThat(config.get("segment.jitter.ms"))
                .isEqualTo(entry("segment.jitter.ms", "123", ConfigSource.STATIC_BROKER_CONFIG));
        assertThat(config.get("segment.ms"))
                .isEqualTo(entry("segment.ms", "7200000", ConfigSource.STATIC_BROKER_CONFIG));
        assertThat(config.get("cleanup.policy"))
                .isEqualTo(entry("cleanup.policy", "delete", ConfigSource.DEFAULT_CONFIG));
    }

    private static ConfigEntry entry(String name, String value, ConfigSource source) {
        return new ConfigEntry(name, value, source, false, false, List.of(), null, null);
    }

    private static ConfigResource topic(Map<String, String> config) {
        return new ConfigResource(ConfigResource.Type.TOPIC, BROKER.topic(1, config));
    }

    private void commit(TopicPartition partition, long offset) {
        result(admin.alterConsumerGroupOffsets(BROKER.name("group"), Map.of(partition, new OffsetAndMetadata(offset)))
                .all());
    }

    private Config describe(ConfigResource resource) {
        return result(admin.describeConfigs(List.of(resource)).all()).get(resource);
    }

    private String value(ConfigResource resource, String name) {
        return describe(resource).get(name).value();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(ConfigResource resource, AlterConfigOp change) {
        return assertThatThrownBy(() -> result(admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                        .all()))
                .as(change.toString());
    }

    private static AlterConfigOp op(String name, String value, OpType type) {
        return new AlterConfigOp(new ConfigEntry(name, value), type);
    }
}

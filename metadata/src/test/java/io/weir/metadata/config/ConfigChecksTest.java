package io.weir.metadata.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigChecksTest {

    private static final BrokerLayers BROKER = BrokerLayers.ofStatic(Map.of());
    private static final EffectiveTopicConfig DEFAULTS = EffectiveTopicConfig.defaults(BROKER);

    @Test
    void anUnknownTopicSettingIsRefusedWithTheNameThatWasMeant() {
        assertThatThrownBy(() -> ConfigChecks.topic(Map.of("retension.ms", "1"), DEFAULTS))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("Unknown topic config name: retension.ms; did you mean retention.ms?");
    }

    @Test
    void compactionLagsMayNotContradictEachOtherOrTheBrokers() {
        EffectiveTopicConfig shortMax =
                EffectiveTopicConfig.defaults(BrokerLayers.ofStatic(Map.of("log.cleaner.max.compaction.lag.ms", "10")));

        assertThatThrownBy(() -> ConfigChecks.topic(Map.of("min.compaction.lag.ms", "11"), shortMax))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("min.compaction.lag.ms (11)");
        assertThatCode(() -> ConfigChecks.topic(Map.of("min.compaction.lag.ms", "10"), shortMax))
                .doesNotThrowAnyException();
    }

    @Test
    void aRemoteStoreIsRefusedWhereThereIsNone() {
        assertThatThrownBy(() -> ConfigChecks.topic(Map.of("remote.storage.enable", "true"), DEFAULTS))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("remote.storage.enable");
    }

    @Test
    void badValuesAreRefusedByType() {
        for (Map<String, String> bad : List.of(
                Map.of("preallocate", "yes"),
                Map.of("segment.bytes", "1e6"),
                Map.of("segment.bytes", "9999999999"),
                Map.of("min.cleanable.dirty.ratio", "half"),
                Map.of("cleanup.policy", "delete,shred"),
                Map.of("cleanup.policy", "delete,delete"),
                Map.of("message.timestamp.type", "createtime"),
                Map.of("compression.type", "none"),
                Map.of("compression.gzip.level", "0"),
                Map.of("leader.replication.throttled.replicas", "1-2"))) {
            assertThatThrownBy(() -> ConfigChecks.topic(bad, DEFAULTS))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining(bad.keySet().iterator().next());
        }
    }

    @Test
    void oddButLegalValuesAreTaken() {
        assertThatCode(() -> ConfigChecks.topic(
                        Map.of(
                                "preallocate", "TRUE",
                                "segment.bytes", " 2000000 ",
                                "cleanup.policy", "compact, delete",
                                "compression.gzip.level", "-1",
                                "leader.replication.throttled.replicas", "0:1,1:2",
                                "follower.replication.throttled.replicas", "*"),
                        DEFAULTS))
                .doesNotThrowAnyException();
    }

    @Test
    void aBrokersFixedSettingsCannotChangeWhileItRuns() {
        assertThatThrownBy(() -> ConfigChecks.broker(Map.of("node.id", "2", "num.io.threads", "2"), true))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("Cannot update these configs dynamically: [node.id]");
    }

    @Test
    void oneBrokersSettingsCannotBeGivenToAll() {
        assertThatThrownBy(() -> ConfigChecks.broker(Map.of("listeners", "PLAINTEXT://:1"), false))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("broker id must be specified: [listeners]");
        assertThatThrownBy(() -> ConfigChecks.broker(Map.of("listener.name.internal.ssl.keystore.type", "x"), false))
                .isInstanceOf(InvalidConfigException.class);
        assertThatCode(() -> ConfigChecks.broker(Map.of("listener.name.internal.max.connections", "5"), false))
                .doesNotThrowAnyException();
    }

    @Test
    void theThreadsOfCompactionAreHalvedOrDoubledAtATime() {
        BrokerLayers now = BrokerLayers.ofStatic(Map.of("log.cleaner.threads", "4"));

        for (String good : List.of("2", "4", "8")) {
            assertThatCode(() -> ConfigChecks.cleanerThreads(Map.of("log.cleaner.threads", good), true, now))
                    .doesNotThrowAnyException();
        }
        for (String bad : List.of("0", "1", "9")) {
            assertThatThrownBy(() -> ConfigChecks.cleanerThreads(Map.of("log.cleaner.threads", bad), false, now))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("cannot become " + bad + ": it is 4");
        }
    }

    @Test
    void aDefaultThatABrokerOverridesTouchesItNot() {
        BrokerLayers now = new BrokerLayers(Map.of("log.cleaner.threads", "4"), Map.of(), Map.of());

        assertThatCode(() -> ConfigChecks.cleanerThreads(Map.of("log.cleaner.threads", "64"), false, now))
                .doesNotThrowAnyException();
    }

    @Test
    void compactionIsGivenNoImpossibleBounds() {
        for (String bad : List.of("0", "-1", "1.1", "NaN")) {
            assertThatThrownBy(() -> ConfigChecks.broker(Map.of("log.cleaner.io.buffer.load.factor", bad), true))
                    .isInstanceOf(InvalidConfigException.class);
        }
        assertThatThrownBy(() -> ConfigChecks.broker(Map.of("log.cleaner.io.max.bytes.per.second", "0"), true))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("above 0");
    }

    @Test
    void aBrokersDynamicSettingsAreCheckedByType() {
        assertThatThrownBy(() -> ConfigChecks.broker(Map.of("num.io.threads", "0"), true))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> ConfigChecks.broker(Map.of("listener.name.internal.max.connections", "-1"), true))
                .isInstanceOf(InvalidConfigException.class);
        assertThatCode(() -> ConfigChecks.broker(Map.of("a.plugins.own", "x"), false))
                .doesNotThrowAnyException();
    }

    @Test
    void aGroupsSessionIsLongerThanTheTimeBetweenItsHeartbeats() {
        BrokerLayers broker = BrokerLayers.ofStatic(Map.of("group.streams.min.session.timeout.ms", "100"));
        assertThatThrownBy(() -> ConfigChecks.group(Map.of("streams.session.timeout.ms", "5000"), broker))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("must be greater than streams.heartbeat.interval.ms (5000)");
        assertThatCode(() -> ConfigChecks.group(Map.of("streams.session.timeout.ms", "5001"), broker))
                .doesNotThrowAnyException();
    }

    @Test
    void aGroupsSettingStaysWithinTheBrokersBounds() {
        assertThatThrownBy(() -> ConfigChecks.group(Map.of("consumer.session.timeout.ms", "44999"), BROKER))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("group.consumer.min.session.timeout.ms (45000)");
        assertThatThrownBy(() -> ConfigChecks.group(Map.of("consumer.heartbeat.interval.ms", "15001"), BROKER))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> ConfigChecks.group(Map.of("streams.num.standby.replicas", "3"), BROKER))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("at most group.streams.max.standby.replicas (2)");
        assertThatThrownBy(() -> ConfigChecks.group(Map.of("consumer.sesion.timeout.ms", "1"), BROKER))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("did you mean consumer.session.timeout.ms");
        assertThatCode(() -> ConfigChecks.group(
                        Map.of(
                                "share.auto.offset.reset",
                                "by_duration:PT1H",
                                "share.isolation.level",
                                "read_committed"),
                        BROKER))
                .doesNotThrowAnyException();
    }

    @Test
    void aBrokersOwnFileIsCheckedBeforeItStarts() {
        assertThatThrownBy(() -> BrokerConfigs.checkStatic(Map.of("num.partitions", "0")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("num.partitions");
        assertThatCode(() -> BrokerConfigs.checkStatic(Map.of("unknown.name", "x", "num.partitions", "3")))
                .doesNotThrowAnyException();
    }
}

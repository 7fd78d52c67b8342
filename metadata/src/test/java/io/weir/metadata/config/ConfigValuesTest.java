package io.weir.metadata.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigValuesTest {

    private final ConfigValues values = new ConfigValues(new BrokerLayers(
            Map.of("max.connections", "5"),
            Map.of("max.connections", "6", "max.connections.per.ip", "7"),
            Map.of("log.dirs", "/a, /b", "broker.rack", "r1", "transaction.state.log.replication.factor", "2")));

    @Test
    void valuesAreTypedAndTheStrongerLayerWins() {
        assertThat(values.intValue("max.connections")).isEqualTo(5);
        assertThat(values.intValue("max.connections.per.ip")).isEqualTo(7);
        assertThat(values.intValue("transaction.state.log.replication.factor")).isEqualTo(2);
        assertThat(values.longValue("connections.max.idle.ms")).isEqualTo(600_000);
        assertThat(values.booleanValue("auto.create.topics.enable")).isTrue();
        assertThat(values.doubleValue("log.cleaner.io.buffer.load.factor")).isEqualTo(0.9);
        assertThat(values.list("log.dirs")).containsExactly("/a", "/b");
        assertThat(values.text("broker.rack")).contains("r1");
    }

    @Test
    void whatIsNotSetIsToldAsSuch() {
        assertThat(values.text("inter.broker.listener.name")).isEmpty();
        assertThat(values.list("advertised.listeners")).isEmpty();
        assertThat(values.optionalLong("log.retention.ms")).isEmpty();
        assertThat(values.isSet("log.dirs")).isTrue();
        assertThat(values.isSet("listeners")).isFalse();
    }

    @Test
    void askingForANameNobodyDefinedIsAMistake() {
        assertThatThrownBy(() -> values.intValue("no.such.setting"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("no.such.setting");
    }
}

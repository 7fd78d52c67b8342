package io.weir.broker.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kafka's settings of a quorum would not do here is refused, with what does it. */
class QuorumSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "process.roles|controller|broker,controller",
                "process.roles|broker|controller.quorum.bootstrap.servers",
                "controller.quorum.voters|1@one:9093,2@two:9093|controller.quorum.bootstrap.servers",
                "controller.listener.names|CONTROLLER|not in listeners",
                "controller.quorum.bootstrap.servers|one:9093|no listener for them"
            })
    void isRefusedWithTheWayOut(String name, String value, String wayOut) {
        assertThatThrownBy(() -> BrokerConfig.of(Map.of(name, value)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(wayOut);
    }

    @Test
    void aSingleNodeOfKafkaIsUnderstood() {
        BrokerConfig config = BrokerConfig.of(Map.of(
                "process.roles", "broker,controller",
                "controller.quorum.voters", "1@localhost:9093",
                "listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
                "controller.listener.names", "CONTROLLER"));

        assertThat(config.cluster()).isPresent();
        assertThat(config.listeners()).containsOnlyKeys("PLAINTEXT");
    }
}

package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.config.BrokerConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is allowed, and most likely not meant, is said when a broker starts. */
class StartupWarningsTest {

    @Test
    void aSlipOfThePenIsNamedWithWhatWasMeant() {
        assertThat(Broker.warnings(BrokerConfig.of(Map.of("num.partition", "3"))))
                .singleElement()
                .asString()
                .contains("num.partition")
                .contains("num.partitions");
    }

    @Test
    void aListenerOnAllAddressesIsNamedWithWhatClientsAreTold() {
        assertThat(Broker.warnings(BrokerConfig.of(Map.of("listeners", "PLAINTEXT://0.0.0.0:9092"))))
                .singleElement()
                .asString()
                .contains("PLAINTEXT://0.0.0.0:9092")
                .contains("advertised.listeners");
    }

    @Test
    void theDefaultsAreNothingToWarnOf() {
        assertThat(Broker.warnings(BrokerConfig.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:0"))))
                .isEmpty();
    }
}

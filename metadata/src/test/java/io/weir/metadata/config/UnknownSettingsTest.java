package io.weir.metadata.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownSettingsTest {

    @Test
    void aSlipOfThePenIsToldWithWhatWasMeant() {
        assertThat(UnknownSettings.warnings(List.of("log.retenton.hours")))
                .containsExactly(
                        "Setting log.retenton.hours is unknown and ignored; did you mean log.retention.hours?");
    }

    @Test
    void whatIsLikeNothingIsToldWithoutAGuess() {
        assertThat(UnknownSettings.warnings(List.of("xyzzy"))).containsExactly("Setting xyzzy is unknown and ignored");
    }

    @Test
    void kafkasSettingsWithoutEffectAreNamedAsSuch() {
        assertThat(UnknownSettings.warnings(List.of("ssl.keystore.location", "listener.name.a.sasl.jaas.config")))
                .hasSize(2)
                .allMatch(warning -> warning.endsWith("is Kafka's and has no effect in this version of Weir"));
    }

    @Test
    void knownSettingsAreNotTold() {
        assertThat(UnknownSettings.warnings(List.of("node.id", "log.dirs", "weir.flush.before.ack")))
                .isEmpty();
    }
}

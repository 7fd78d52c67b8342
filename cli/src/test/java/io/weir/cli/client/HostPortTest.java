package io.weir.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.cli.terminal.CliException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPortTest {

    @ParameterizedTest
    @CsvSource({"localhost:9092,localhost,9092", "10.0.0.1:1,10.0.0.1,1", "[::1]:65535,::1,65535"})
    void reads(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", ":9092", "localhost:", "localhost:x", "::1:9092", "h:0", "h:65536", "h:-1"})
    void refusesWithThePartNamed(String text) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> HostPort.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}

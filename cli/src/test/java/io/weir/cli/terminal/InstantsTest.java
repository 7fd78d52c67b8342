package io.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InstantsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        "1700000000123,1700000000123",
        "2026-11-21,1795215600000",
        "2026-11-21T09:30:00,1795249800000",
        "2026-11-21T09:30:00Z,1795253400000",
        "2026-11-21T09:30:00.5-05:00,1795271400500"
    })
    void understandsNumbersDatesAndTimes(String text, long timestampMs) {
        assertThat(Instants.parseMs(text, ZONE)).isEqualTo(timestampMs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01",
                "2026-11-21T25:00:00",
                "99999999999999999999",
                "+999999999-12-31",
                "+999999999-12-31T00:00:00Z",
                "-5"
            })
    void refusesTheRestWithExamples(String text) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> Instants.parseMs(text, ZONE))
                .withMessageContaining("2026-11-21T09:30:00Z")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void formatsInUtc() {
        assertThat(Instants.format(1_700_000_000_123L)).isEqualTo("2023-11-14T22:13:20.123Z");
    }
}

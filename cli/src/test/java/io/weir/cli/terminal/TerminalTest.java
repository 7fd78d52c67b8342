package io.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalTest {

    @Test
    void knowsWhatTheLauncherFoundOut() {
        // when
        Terminal terminal = Terminal.of(Map.of("WEIR_COLUMNS", "120", "WEIR_LINES", "50", "WEIR_TERMINALS", "in,err"));

        // then
        assertThat(terminal).isEqualTo(new Terminal(120, 50, true, true));
    }

    @Test
    void isNoneWithoutTheLauncher() {
        assertThat(Terminal.of(Map.of())).isEqualTo(Terminal.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wide", "-80", "0", "99999999999"})
    void takesNonsenseForNoLimit(String columns) {
        assertThat(Terminal.of(Map.of("WEIR_COLUMNS", columns)).columns()).isEqualTo(Terminal.UNLIMITED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | xterm | '' | true",
                "80 | '' | '' | true",
                "'' | xterm | '' | false",
                "80 | dumb | '' | false",
                "80 | xterm | 1 | false",
                "80 | xterm | false | false"
            })
    void hasColorsOnATerminalUnlessSomebodyWantsNone(String columns, String term, String noColor, boolean colors) {
        // given
        Map<String, String> environment = Map.of("WEIR_COLUMNS", columns, "TERM", term, "NO_COLOR", noColor);

        // then
        assertThat(Terminal.of(environment).takesColors(environment)).isEqualTo(colors);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1 KiB", "1536,1.5 KiB", "123456789,118 MiB"})
    void namesBytes(long count, String text) {
        assertThat(Units.bytes(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0;0 records", "1;1 record", "1234567;1,234,567 records"})
    void countsWithANoun(long count, String text) {
        assertThat(Units.count(count, "record")).isEqualTo(text);
    }
}

package io.weir.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    private final Table table = new Table(Column.text("TOPIC"), Column.number("PARTITIONS"), Column.text("ID"));

    @Test
    void alignsTextLeftAndNumbersRight() {
        // given
        table.row("orders", 3, "abc").row("a", 12, "d");

        // when
        List<String> lines = table.lines(Terminal.UNLIMITED);

        // then
        assertThat(lines)
                .containsExactly(
                        "TOPIC   PARTITIONS  ID", //
                        "orders           3  abc",
                        "a               12  d");
    }

    @Test
    void cutsTheWidestTextWhereTheTerminalIsNarrow() {
        // given
        table.row("a-topic-with-quite-a-long-name", 123456789, "abcdefgh");

        // when
        List<String> lines = table.lines(40);

        // then
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
        assertThat(lines.get(1)).isEqualTo("a-topic-with-quit\u2026   123456789  abcdefgh");
    }

    @Test
    void neverCutsNumbers() {
        // given
        table.row("topic", 1234567890123456789L, "id");

        // when
        List<String> lines = table.lines(20);

        // then
        assertThat(lines.get(1)).contains("1234567890123456789");
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatIllegalArgumentException().isThrownBy(() -> table.row("alone"));
    }
}

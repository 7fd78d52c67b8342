package io.weir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {

    private final TextTable table = new TextTable()
            .line(List.of("figure", "Weir", ""))
            .line(List.of("p50, ms", "0.25", "met"))
            .line(List.of("p99", "1,234,567", ""));

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(table.plain().lines())
                .containsExactly("figure   Weir", "p50, ms  0.25       met", "p99      1,234,567");
    }

    @Test
    void markdownHasARuleBelowItsHeading() {
        assertThat(table.markdown().lines())
                .containsExactly(
                        "| figure | Weir |  |", "|---|---|---|", "| p50, ms | 0.25 | met |", "| p99 | 1,234,567 |  |");
    }

    @Test
    void linesAreAlike() {
        assertThatIllegalArgumentException().isThrownBy(() -> table.line(List.of("alone")));
    }
}

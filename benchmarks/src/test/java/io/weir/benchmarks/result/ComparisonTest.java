package io.weir.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.benchmarks.load.EndToEndLoad;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.stats.Spread;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final Row ROW = new Row("row", "a row", "none", new EndToEndLoad(1, 1));

    @Test
    void theRatioIsOfMedians() {
        assertThat(comparison(Metric.CPU_PER_RECORD, Spread.of(1, 2, 30), Spread.of(4), 0.6)
                        .ratio())
                .hasValue(0.5);
    }

    @Test
    void lessIsBetterForCost() {
        assertThat(comparison(Metric.CPU_PER_RECORD, Spread.of(6), Spread.of(10), 0.6)
                        .verdict())
                .isEqualTo(Verdict.MET);
        assertThat(comparison(Metric.CPU_PER_RECORD, Spread.of(7), Spread.of(10), 0.6)
                        .verdict())
                .isEqualTo(Verdict.MISSED);
    }

    @Test
    void moreIsBetterForThroughput() {
        assertThat(comparison(Metric.RECORDS_PER_SECOND, Spread.of(12), Spread.of(10), 1.2)
                        .verdict())
                .isEqualTo(Verdict.MET);
        assertThat(comparison(Metric.RECORDS_PER_SECOND, Spread.of(11), Spread.of(10), 1.2)
                        .verdict())
                .isEqualTo(Verdict.MISSED);
    }

    @Test
    void nothingIsDividedByZero() {
        // given
        Comparison comparison = comparison(Metric.CPU_PER_RECORD, Spread.of(1), Spread.of(0), 0.6);

        // then
        assertThat(comparison.ratio()).isEmpty();
        assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_MEASURED);
    }

    private static Comparison comparison(Metric metric, Spread weir, Spread kafka, double ratio) {
        Target target = new Target("row", metric, ratio, OptionalDouble.empty());
        return new Comparison(ROW, metric, Optional.of(weir), Optional.of(kafka), Optional.of(target));
    }
}

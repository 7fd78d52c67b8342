package io.weir.cli.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreThoseOfAllValues() {
        // given
        Latencies latencies = new Latencies();
        for (int value = 2_000; value >= 1; value--) {
            latencies.record(value);
        }

        // when
        Latencies.Summary summary = latencies.summary();

        // then
        assertThat(summary).isEqualTo(new Latencies.Summary(1_000, 1_900, 1_980, 2_000));
        assertThat(latencies.percentile(99.9)).isEqualTo(1_998);
    }

    @Test
    void nothingMeasuredIsZero() {
        // given
        Latencies latencies = new Latencies();

        // when
        Latencies.Summary summary = latencies.summary();

        // then
        assertThat(summary).isEqualTo(new Latencies.Summary(0, 0, 0, 0));
    }
}

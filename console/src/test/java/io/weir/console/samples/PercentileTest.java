package io.weir.console.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.broker.metrics.Histogram;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PercentileTest {

    private final Histogram histogram = new Histogram();

    @Test
    void onlyWhatWasCountedInBetweenCounts() {
        // given
        took(1000, 900);
        Histogram.Counts before = histogram.counts();
        took(98, 3);
        took(2, 40);

        // when
        double median = Percentile.between(before, histogram.counts(), 0.5);
        double high = Percentile.between(before, histogram.counts(), 0.99);

        // then
        assertThat(median).isCloseTo(2.5 + 2.5 * 50 / 98, within(1e-9));
        assertThat(high).isCloseTo(37.5, within(1e-9));
    }

    @Test
    void nothingIsKnownOfNothing() {
        // given
        took(5, 5);

        // when
        double median = Percentile.between(histogram.counts(), histogram.counts(), 0.5);

        // then
        assertThat(median).isNaN();
    }

    @Test
    void whatIsBeyondTheLastBoundIsTakenForIt() {
        // given
        Histogram.Counts before = histogram.counts();
        took(10, 300_000);

        // when
        double median = Percentile.between(before, histogram.counts(), 0.5);

        // then
        assertThat(median).isEqualTo(30_000);
    }

    private void took(int times, long ms) {
        for (int i = 0; i < times; i++) {
            histogram.took(TimeUnit.MILLISECONDS.toNanos(ms));
        }
    }
}

package io.weir.broker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void aBoundBelongsToTheBucketBelowIt() {
        // given
        double[] bounds = Histogram.boundsSeconds();
        long bound = Math.round(bounds[3] * 1e9);

        // when
        histogram.took(bound);
        histogram.took(bound + 1);

        // then
        assertThat(histogram.counts().buckets()[3]).isEqualTo(1);
        assertThat(histogram.counts().buckets()[4]).isEqualTo(1);
    }

    @Test
    void whatTakesLongerThanAllBoundsIsInTheLastBucket() {
        // when
        histogram.took(Long.MAX_VALUE / 2);

        // then
        long[] buckets = histogram.counts().buckets();
        assertThat(buckets[buckets.length - 1]).isEqualTo(1);
        assertThat(Histogram.boundsSeconds()).hasSameSizeAs(buckets).endsWith(Double.POSITIVE_INFINITY);
    }

    @Test
    void aClockThatWentBackCountsAsNoTime() {
        // when
        histogram.took(-5);
        histogram.took(2_000_000_000);

        // then
        assertThat(histogram.counts().total()).isEqualTo(2);
        assertThat(histogram.counts().buckets()[0]).isEqualTo(1);
        assertThat(histogram.counts().sumSeconds()).isCloseTo(2.0, within(1e-9));
    }
}

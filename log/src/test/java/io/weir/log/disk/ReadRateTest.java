package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadRateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void eachReadPaysForThoseBefore() {
        // given 1,000 bytes a second
        ReadRate rate = new ReadRate(1000);

        // when, then
        assertThat(rate.ahead(500, 0)).isZero();
        assertThat(rate.ahead(500, 0)).isEqualTo(SECOND / 2);
        assertThat(rate.ahead(500, SECOND / 2)).isEqualTo(SECOND / 2);
    }

    @Test
    void restIsNotSaved() {
        // given
        ReadRate rate = new ReadRate(1000);
        assertThat(rate.ahead(1000, 0)).isZero();

        // when, then
        assertThat(rate.ahead(1000, 100 * SECOND)).isZero();
        assertThat(rate.ahead(1000, 100 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void nobodyWaitsWithoutABound() {
        // given
        ReadRate rate = new ReadRate(Long.MAX_VALUE);

        // when, then
        assertThat(rate.ahead(Long.MAX_VALUE, 0)).isZero();
        assertThat(rate.ahead(1, 0)).isZero();
    }

    @Test
    void nobodyWaitsWhenItEnds() {
        // given a rate that would take years
        ReadRate rate = new ReadRate(1);
        rate.spend(Integer.MAX_VALUE);

        // when
        rate.end();

        // then this returns
        rate.spend(Integer.MAX_VALUE);
    }
}

package io.weir.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

    private static final long MS = 1_000_000;

    @Test
    void percentilesAreOfTheNearestRank() {
        // given
        Latencies latencies = new Latencies();
        for (int i = 1000; i >= 1; i--) {
            latencies.add(i * MS);
        }

        // then
        assertThat(latencies.percentileMs(50)).isEqualTo(500);
        assertThat(latencies.percentileMs(99)).isEqualTo(990);
        assertThat(latencies.percentileMs(99.9)).isEqualTo(999);
        assertThat(latencies.percentileMs(100)).isEqualTo(1000);
    }

    @Test
    void whatIsAddedAfterAPercentileCounts() {
        // given
        Latencies latencies = new Latencies();
        latencies.add(2 * MS);
        assertThat(latencies.percentileMs(100)).isEqualTo(2);

        // when
        latencies.add(MS);
        latencies.add(3 * MS);

        // then
        assertThat(latencies.percentileMs(100)).isEqualTo(3);
        assertThat(latencies.percentileMs(1)).isEqualTo(1);
    }

    @Test
    void whatIsClearedIsForgotten() {
        // given
        Latencies latencies = new Latencies();
        latencies.add(1000 * MS);

        // when
        latencies.clear();
        latencies.add(MS);

        // then
        assertThat(latencies.count()).isEqualTo(1);
        assertThat(latencies.percentileMs(100)).isEqualTo(1);
    }

    /** A broker answers at once but stands still from second 1 to second 2: a tenth of ten seconds' requests wait. */
    @Test
    void aStandstillCountsForEveryRequestThatWasDueMeanwhile() {
        // given
        Schedule schedule = new Schedule(0, 1000);
        Latencies latencies = new Latencies();
        long standsFrom = Duration.ofSeconds(1).toNanos();
        long standsUntil = Duration.ofSeconds(2).toNanos();

        // when
        for (long i = 0; i < schedule.countIn(Duration.ofSeconds(10)); i++) {
            long due = schedule.dueNs(i);
            long answered = due >= standsFrom && due < standsUntil ? standsUntil : due;
            latencies.add(answered - due);
        }

        // then
        assertThat(latencies.percentileMs(50)).isZero();
        assertThat(latencies.percentileMs(95)).isCloseTo(500, within(2.0));
        assertThat(latencies.percentileMs(99)).isCloseTo(900, within(2.0));
    }

    @Test
    void nothingMeasuredIsNotZero() {
        assertThatIllegalStateException().isThrownBy(() -> new Latencies().percentileMs(50));
    }
}

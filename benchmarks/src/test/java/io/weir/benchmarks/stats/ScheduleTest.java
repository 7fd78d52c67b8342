package io.weir.benchmarks.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

    @Test
    void requestsAreDueAtEqualDistancesWithoutDrift() {
        // given
        Schedule schedule = new Schedule(7, 3);

        // then
        assertThat(schedule.dueNs(0)).isEqualTo(7);
        assertThat(schedule.dueNs(3)).isEqualTo(7 + Duration.ofSeconds(1).toNanos());
        assertThat(schedule.dueNs(3_000_000))
                .isEqualTo(7 + Duration.ofSeconds(1_000_000).toNanos());
        assertThat(schedule.countIn(Duration.ofMillis(2_500))).isEqualTo(8);
    }

    @Test
    void aRateIsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(0, Double.NaN));
    }
}

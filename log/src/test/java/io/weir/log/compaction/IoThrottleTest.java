package io.weir.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.SimulatedClock;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IoThrottleTest {

    private final SimulatedClock clock = new SimulatedClock(5_000);

    @Test
    void letsBytesPassAtTheRateOnAverage() {
        // given a megabyte a second, and a thread that waits as long as it is told to
        IoThrottle throttle = new IoThrottle(1_000_000, clock, clock::advance);

        // when
        for (int i = 0; i < 1_000; i++) {
            throttle.spend(5_000, () -> {});
        }

        // then
        assertThat(clock.millis() - 5_000).isBetween(4_900L, 5_000L);
    }

    @Test
    void savesNothingUpWhileNobodyReads() {
        // given
        IoThrottle throttle = new IoThrottle(1_000, clock, clock::advance);
        throttle.spend(1_000, () -> {});

        // when
        clock.advance(60_000);
        throttle.spend(1_000, () -> {});
        throttle.spend(1_000, () -> {});

        // then
        assertThat(clock.millis()).isEqualTo(5_000 + 1_000 + 60_000 + 2_000);
    }

    @Test
    void doesNotWaitWithoutALimit() {
        IoThrottle throttle = new IoThrottle(Double.MAX_VALUE, clock, clock::advance);

        throttle.spend(Long.MAX_VALUE, () -> {});

        assertThat(clock.millis()).isEqualTo(5_000);
    }

    @Test
    void endsALongWaitWhenThereIsNothingToWaitForAnyMore() {
        // given a wait of a hundred seconds, and somebody who ends the log after one
        IoThrottle throttle = new IoThrottle(1_000, clock, clock::advance);

        // when
        assertThatThrownBy(() -> throttle.spend(100_000, () -> {
                    if (clock.millis() >= 6_000) {
                        throw new CleaningAbortedException("the log is deleted");
                    }
                }))
                .isInstanceOf(CleaningAbortedException.class);

        // then
        assertThat(clock.millis()).isEqualTo(6_000);
    }

    @Test
    void anotherRateCountsForWhoIsWaiting() {
        // given: nothing may pass, until somebody allows a megabyte a second
        AtomicReference<Double> rate = new AtomicReference<>(0.0);
        IoThrottle throttle = new IoThrottle(rate::get, clock, clock::advance);

        // when
        throttle.spend(100_000, () -> {
            if (clock.millis() >= 6_000) {
                rate.set(1_000_000.0);
            }
        });

        // then
        assertThat(clock.millis()).isBetween(6_000L, 6_200L);
    }
}

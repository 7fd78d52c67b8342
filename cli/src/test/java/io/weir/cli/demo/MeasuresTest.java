package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    @Test
    void thePaceSpacesTheFirstEventsAndMeasuresThoseAfterTheWarmUp() {
        // given
        Pace pace = new Pace(100, 20, 40);

        // when
        long dueNanos = pace.dueAfterNanos(99);

        // then
        assertThat(dueNanos).isEqualTo(4_950_000_000L);
        assertThat(pace.warmUpSeconds()).isEqualTo(2);
        assertThat(pace.live(99)).isTrue();
        assertThat(pace.live(100)).isFalse();
        assertThat(pace.measured(39)).isFalse();
        assertThat(pace.measured(40)).isTrue();
        assertThat(pace.measured(100)).isFalse();
    }

    @Test
    void aTakeoverEndsWithTheLastPartition() {
        // given
        Takeover takeover = new Takeover();
        takeover.assigned(Set.of(0, 1, 2, 3), 5);
        takeover.lost(Set.of(1, 3), 100);

        // when
        takeover.assigned(Set.of(1), 150);
        int waitingBetween = takeover.waiting();
        takeover.assigned(Set.of(3), 180);
        takeover.assigned(Set.of(1, 3), 900);

        // then
        assertThat(waitingBetween).isEqualTo(1);
        assertThat(takeover.waiting()).isZero();
        assertThat(takeover.tookNanos()).hasValue(80);
    }

    @Test
    void withoutALossThereIsNoTakeover() {
        // given
        Takeover takeover = new Takeover();

        // when
        takeover.assigned(Set.of(0), 5);

        // then
        assertThat(takeover.tookNanos()).isEmpty();
    }
}

package io.weir.cli.demo;

import static io.weir.cli.demo.Flights.flight;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupStoreTest {

    private final GroupStore<AirportBoard.Departures> store = new GroupStore<>(2, AirportBoard::new);

    @Test
    void aRedeliveryHasNoEffectAndIsCounted() {
        // given
        store.apply(0, 10, flight(0, "ATL"));
        store.apply(0, 11, flight(1, "ATL"));

        // when
        boolean again = store.apply(0, 10, flight(0, "ATL"));

        // then
        assertThat(again).isFalse();
        assertThat(store.redeliveredCount()).isEqualTo(1);
        assertThat(store.applied()).containsExactly(List.of(flight(0, "ATL"), flight(1, "ATL")), List.of());
    }

    @Test
    void aRepetitionAtAnotherOffsetIsNotHidden() {
        // given
        store.apply(0, 10, flight(0, "ATL"));

        // when
        boolean again = store.apply(0, 11, flight(0, "ATL"));

        // then
        assertThat(again).isTrue();
        assertThat(store.appliedCount()).isEqualTo(2);
    }

    @Test
    void offsetsOfPartitionsHaveNothingToDoWithEachOther() {
        // given
        store.apply(0, 10, flight(0, "ATL"));

        // when
        boolean other = store.apply(1, 3, flight(1, "BOS"));

        // then
        assertThat(other).isTrue();
        assertThat(store.redeliveredCount()).isZero();
        assertThat(store.state()).containsOnlyKeys("ATL", "BOS");
    }
}

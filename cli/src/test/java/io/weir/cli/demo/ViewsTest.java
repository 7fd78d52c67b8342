package io.weir.cli.demo;

import static io.weir.cli.demo.Flights.flight;
import static io.weir.cli.demo.Flights.late;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {

    @Test
    void theBoardKeepsTheLastFlightOfEachAirport() {
        // given
        AirportBoard board = new AirportBoard();

        // when
        Flights.from("ATL", "BOS", "ATL").forEach(board::apply);

        // then
        assertThat(board.state())
                .containsOnlyKeys("ATL", "BOS")
                .containsEntry("ATL", new AirportBoard.Departures(2, flight(2, "ATL")))
                .containsEntry("BOS", new AirportBoard.Departures(1, flight(1, "BOS")));
    }

    @Test
    void theTotalsAreByAirportAndHour() {
        // given
        HourlyTotals totals = new HourlyTotals();

        // when
        List.of(late(0, "ATL", 15), late(1, "ATL", 14), late(2, "BOS", -5), late(60, "ATL", 100))
                .forEach(totals::apply);

        // then
        assertThat(totals.state())
                .containsOnlyKeys("ATL 1970-01-01T00:00", "BOS 1970-01-01T00:00", "ATL 1970-01-01T01:00")
                .containsEntry("ATL 1970-01-01T00:00", new HourlyTotals.Totals(2, 1, 29))
                .containsEntry("BOS 1970-01-01T00:00", new HourlyTotals.Totals(1, 0, -5))
                .containsEntry("ATL 1970-01-01T01:00", new HourlyTotals.Totals(1, 1, 100));
    }

    @Test
    void anAlertIsRaisedAtHalfTheLastFlightsAndClearedWhenFewAreLeft() {
        // given
        List<Alert> alerts = new ArrayList<>();
        DelayAlerts view = new DelayAlerts(alerts::add);

        // when
        for (int id = 0; id < 6; id++) {
            view.apply(late(id, "ATL", 60));
            view.apply(late(id, "BOS", 59));
        }
        for (int id = 6; id < 20; id++) {
            view.apply(flight(id, "ATL"));
        }

        // then
        assertThat(alerts)
                .containsExactly(
                        new Alert("ATL", Alert.Kind.RAISED, 4, 5), new Alert("ATL", Alert.Kind.CLEARED, 13, 2));
        assertThat(view.state()).containsEntry("ATL", new DelayAlerts.Watch(0, false, 2));
    }

    @Test
    void anotherOrderGivesOtherAlerts() {
        // given
        List<Alert> inOrder = new ArrayList<>();
        List<Alert> swapped = new ArrayList<>();
        List<Flight> flights = new ArrayList<>();
        for (int id = 0; id < 6; id++) {
            flights.add(late(id, "ATL", 60));
        }

        // when
        flights.forEach(new DelayAlerts(inOrder::add)::apply);
        flights.add(4, flights.remove(5));
        flights.forEach(new DelayAlerts(swapped::add)::apply);

        // then
        assertThat(swapped).isNotEqualTo(inOrder);
    }

    @Test
    void anAlertSurvivesTheWayIntoARecordAndOut() {
        // given
        Alert alert = new Alert("ATL", Alert.Kind.CLEARED, 13, 2);

        // when
        Alert read = Alert.of(alert.key(), alert.value());

        // then
        assertThat(read).isEqualTo(alert);
    }
}

package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the groups must come to, computed straight from the file with no broker between. */
record Expected(
        List<Flight> flights,
        Map<String, AirportBoard.Departures> board,
        Map<String, HourlyTotals.Totals> totals,
        Map<String, DelayAlerts.Watch> watches,
        List<Alert> alerts) {

    static Expected of(List<Flight> flights) {
        List<Alert> alerts = new ArrayList<>();
        AirportBoard board = new AirportBoard();
        HourlyTotals totals = new HourlyTotals();
        DelayAlerts watches = new DelayAlerts(alerts::add);
        for (Flight flight : flights) {
            board.apply(flight);
            totals.apply(flight);
            watches.apply(flight);
        }
        return new Expected(flights, board.state(), totals.state(), watches.state(), List.copyOf(alerts));
    }
}

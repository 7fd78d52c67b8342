package io.weir.cli.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the three groups found out, in a line each. */
final class Highlights {

    /** Below this many flights an hour's average says little. */
    private static final int BUSY_HOUR = 20;

    private Highlights() {}

    static List<String> lines(
            Map<String, AirportBoard.Departures> board, Map<String, HourlyTotals.Totals> totals, List<Alert> alerts) {
        return List.of(busiest(board), worstHour(totals), mostAlerts(alerts));
    }

    private static String busiest(Map<String, AirportBoard.Departures> board) {
        return board.entrySet().stream()
                .max(Comparator.comparingInt(airport -> airport.getValue().count()))
                .map(airport -> String.format(
                        Locale.ROOT,
                        "board   %d airports; the busiest is %s with %,d flights, the last one to %s",
                        board.size(),
                        airport.getKey(),
                        airport.getValue().count(),
                        airport.getValue().last().destination()))
                .orElse("board   nothing");
    }

    private static String worstHour(Map<String, HourlyTotals.Totals> totals) {
        return totals.entrySet().stream()
                .filter(hour -> hour.getValue().flights() >= BUSY_HOUR)
                .max(Comparator.comparingLong(hour -> averageDelay(hour.getValue())))
                .map(hour -> String.format(
                        Locale.ROOT,
                        "totals  %,d airport hours; the worst is %s: %d flights %d minutes late",
                        totals.size(),
                        hour.getKey(),
                        hour.getValue().flights(),
                        averageDelay(hour.getValue())))
                .orElse("totals  no busy hour");
    }

    private static long averageDelay(HourlyTotals.Totals hour) {
        return hour.delayMinutes() / hour.flights();
    }

    private static String mostAlerts(List<Alert> alerts) {
        Map<String, Long> raised = alerts.stream()
                .filter(alert -> alert.kind() == Alert.Kind.RAISED)
                .collect(Collectors.groupingBy(Alert::airport, Collectors.counting()));
        long all = raised.values().stream().mapToLong(Long::longValue).sum();
        return raised.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> String.format(
                        Locale.ROOT,
                        "alerts  %d times half of an airport's last %d flights over an hour late, most often %s (%d)",
                        all,
                        DelayAlerts.WINDOW,
                        most.getKey(),
                        most.getValue()))
                .orElse("alerts  none raised");
    }
}

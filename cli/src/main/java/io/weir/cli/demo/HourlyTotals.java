package io.weir.cli.demo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** An aggregate: for each airport and hour how many flights left, how many came late, and their delay in all. */
final class HourlyTotals implements View<HourlyTotals.Totals> {

    /** From here on the US Department of Transportation calls a flight late, in minutes. */
    private static final int LATE_MINUTES = 15;

    /** One airport's hour. */
    record Totals(int flights, int late, long delayMinutes) {

        private static final Totals NONE = new Totals(0, 0, 0);

        private Totals plus(Flight flight) {
            return new Totals(
                    flights + 1, flight.late(LATE_MINUTES) ? late + 1 : late, delayMinutes + flight.delayMinutes());
        }
    }

    private final Map<String, Totals> byAirportAndHour = new HashMap<>();

    @Override
    public void apply(Flight flight) {
        LocalDateTime hour = LocalDateTime.ofEpochSecond(flight.leftAtMs() / 1000, 0, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.HOURS);
        String key = flight.origin() + " " + hour;
        byAirportAndHour.put(
                key, byAirportAndHour.getOrDefault(key, Totals.NONE).plus(flight));
    }

    @Override
    public Map<String, Totals> state() {
        return Map.copyOf(byAirportAndHour);
    }
}

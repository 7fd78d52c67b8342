package io.weir.cli.demo;

import java.util.HashMap;
import java.util.Map;

/** The latest state per key: the last flight that left each airport, and how many left before it. */
final class AirportBoard implements View<AirportBoard.Departures> {

    /** What the board shows for one airport. */
    record Departures(int count, Flight last) {}

    private final Map<String, Departures> byAirport = new HashMap<>();

    @Override
    public void apply(Flight flight) {
        Departures before = byAirport.get(flight.origin());
        byAirport.put(flight.origin(), new Departures(before == null ? 1 : before.count() + 1, flight));
    }

    @Override
    public Map<String, Departures> state() {
        return Map.copyOf(byAirport);
    }
}

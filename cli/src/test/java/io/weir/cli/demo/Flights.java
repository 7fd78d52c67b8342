package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Flights for tests. */
final class Flights {

    private static final long MINUTE_MS = 60_000;

    private Flights() {}

    /** One that left {@code id} minutes after midnight of 1 January 1970 and came in on time. */
    static Flight flight(int id, String origin) {
        return late(id, origin, 0);
    }

    static Flight late(int id, String origin, int delayMinutes) {
        return new Flight(id, id * MINUTE_MS, origin, "DEN", delayMinutes, 500);
    }

    /** Flights 0, 1, 2... from these airports, on time. */
    static List<Flight> from(String... origins) {
        List<Flight> flights = new ArrayList<>();
        Arrays.stream(origins).forEach(origin -> flights.add(flight(flights.size(), origin)));
        return List.copyOf(flights);
    }
}

package io.weir.cli.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Raises an alert when {@value #RAISE_AT} of an airport's last {@value #WINDOW} flights came over an hour late, and
 * clears it at {@value #CLEAR_AT}. The answer depends on the order of an airport's flights: swap two, and other
 * alerts come out.
 */
final class DelayAlerts implements View<DelayAlerts.Watch> {

    static final int WINDOW = 10;
    static final int RAISE_AT = 5;
    static final int CLEAR_AT = 2;

    private static final int LATE_MINUTES = 60;
    private static final int WINDOW_MASK = (1 << WINDOW) - 1;

    /**
     * What is kept of one airport.
     *
     * @param lateBits the last flights, the latest in the lowest bit, 1 for late
     * @param raised whether its alert is up
     * @param alerts how many alerts it has given, of both kinds
     */
    record Watch(int lateBits, boolean raised, int alerts) {

        private static final Watch NEW = new Watch(0, false, 0);

        private Watch after(Flight flight) {
            int bits = ((lateBits << 1) | (flight.late(LATE_MINUTES) ? 1 : 0)) & WINDOW_MASK;
            int late = Integer.bitCount(bits);
            boolean raisedNow = raised ? late > CLEAR_AT : late >= RAISE_AT;
            return new Watch(bits, raisedNow, raisedNow == raised ? alerts : alerts + 1);
        }
    }

    private final Consumer<Alert> sink;
    private final Map<String, Watch> byAirport = new HashMap<>();

    DelayAlerts(Consumer<Alert> sink) {
        this.sink = sink;
    }

    @Override
    public void apply(Flight flight) {
        Watch before = byAirport.getOrDefault(flight.origin(), Watch.NEW);
        Watch after = before.after(flight);
        byAirport.put(flight.origin(), after);
        if (after.raised() != before.raised()) {
            Alert.Kind kind = after.raised() ? Alert.Kind.RAISED : Alert.Kind.CLEARED;
            sink.accept(new Alert(flight.origin(), kind, flight.id(), Integer.bitCount(after.lateBits())));
        }
    }

    @Override
    public Map<String, Watch> state() {
        return Map.copyOf(byAirport);
    }
}

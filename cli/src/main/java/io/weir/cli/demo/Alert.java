package io.weir.cli.demo;

import java.nio.charset.StandardCharsets;

/**
 * An airport went into trouble or out of it.
 *
 * @param airport where; the key of the alert's record
 * @param kind which way
 * @param flightId the flight that made the difference
 * @param lateFlights how many of the airport's last flights came late
 */
record Alert(String airport, Kind kind, int flightId, int lateFlights) {

    enum Kind {
        RAISED,
        CLEARED
    }

    /** The key of the alert's record. */
    byte[] key() {
        return airport.getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of the alert's record, {@code kind,flight,late flights} in ASCII. */
    byte[] value() {
        return (kind + "," + flightId + "," + lateFlights).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The alert in a record.
     *
     * @throws IllegalArgumentException when the value is not one that {@link #value()} wrote
     */
    static Alert of(byte[] key, byte[] value) {
        String text = new String(value, StandardCharsets.US_ASCII);
        String[] fields = text.split(",", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException("not an alert: \"" + text + "\"");
        }
        String airport = new String(key, StandardCharsets.US_ASCII);
        return new Alert(airport, Kind.valueOf(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    }
}

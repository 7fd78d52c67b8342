package io.weir.cli.demo;

import java.nio.charset.StandardCharsets;

/**
 * A flight as a record: the origin is the key, the departure is the record's timestamp, and the rest is the value,
 * {@code id,destination,delay minutes,miles} in ASCII.
 */
final class FlightCodec {

    private FlightCodec() {}

    static byte[] key(Flight flight) {
        return flight.origin().getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] value(Flight flight) {
        String text = flight.id() + "," + flight.destination() + "," + flight.delayMinutes() + "," + flight.miles();
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The flight in a record.
     *
     * @throws IllegalArgumentException when the value is not one that {@link #value} wrote
     */
    static Flight flight(byte[] key, long timestampMs, byte[] value) {
        String text = new String(value, StandardCharsets.US_ASCII);
        String[] fields = text.split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException(
                    "not a flight: \"" + text + "\" has " + fields.length + " fields, not 4");
        }
        return new Flight(
                Integer.parseInt(fields[0]),
                timestampMs,
                new String(key, StandardCharsets.US_ASCII).intern(),
                fields[1],
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]));
    }
}

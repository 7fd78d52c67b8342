package io.weir.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the shipped data set; docs/demo-data.md tells its source, its licence and its format. */
final class FlightData {

    /** What the data are and whose, in one line for the user. */
    static final String SOURCE =
            "US domestic flights, 22-25 Feb 2001 (US Bureau of Transportation Statistics, public domain)";

    /** How many there are of what, for the help text. */
    static final String EVENTS = "63,530 flights";

    private static final String RESOURCE = "flights.csv.gz";
    private static final long FIRST_MINUTE_MS =
            LocalDate.of(2001, 2, 22).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    private FlightData() {}

    /** All flights of the shipped file, in the order in which they left. */
    static List<Flight> shipped() {
        InputStream resource = FlightData.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("the demo's data (" + RESOURCE + ") are missing from this build");
        }
        return read(resource);
    }

    /**
     * All flights of a gzipped file, which is closed.
     *
     * @throws IllegalArgumentException naming the first line that is not a flight
     */
    static List<Flight> read(InputStream gzipped) {
        List<Flight> flights = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(gzipped), StandardCharsets.US_ASCII))) {
            long leftAtMs = FIRST_MINUTE_MS;
            int lineNumber = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lineNumber++;
                if (!line.startsWith("#")) {
                    Flight flight = parse(line, lineNumber, flights.size(), leftAtMs);
                    leftAtMs = flight.leftAtMs();
                    flights.add(flight);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's data cannot be read", e);
        }
        return List.copyOf(flights);
    }

    private static Flight parse(String line, int lineNumber, int id, long previousMs) {
        String[] fields = line.split(",", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("line " + lineNumber + " is not a flight: \"" + line + "\"");
        }
        try {
            return new Flight(
                    id,
                    previousMs + Integer.parseInt(fields[0]) * MINUTE_MS,
                    fields[1].intern(),
                    fields[2].intern(),
                    Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("line " + lineNumber + " is not a flight: \"" + line + "\"", e);
        }
    }
}

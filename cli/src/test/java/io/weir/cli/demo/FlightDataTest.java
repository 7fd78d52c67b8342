package io.weir.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FlightDataTest {

    @Test
    void theShippedFileHoldsWhatTheDocumentationSays() {
        // given the file of this build

        // when
        List<Flight> flights = FlightData.shipped();

        // then
        assertThat(FlightData.EVENTS).isEqualTo(String.format(Locale.ROOT, "%,d flights", flights.size()));
        assertThat(flights).isSortedAccordingTo(Comparator.comparingLong(Flight::leftAtMs));
        assertThat(flights.stream().map(Flight::origin).distinct()).hasSize(223);
        assertThat(flights.getLast().leftAtMs())
                .isLessThan(Instant.parse("2001-02-26T00:00:00Z").toEpochMilli());
    }

    @Test
    void idsCountFromZeroAndTimesAddUp() throws IOException {
        // given
        InputStream file = gzipped("# a comment\n1,LAS,PHX,37,256\n2,LAX,IAD,-31,2288\n");

        // when
        List<Flight> flights = FlightData.read(file);

        // then
        assertThat(flights)
                .containsExactly(
                        new Flight(0, ms("2001-02-22T00:01:00Z"), "LAS", "PHX", 37, 256),
                        new Flight(1, ms("2001-02-22T00:03:00Z"), "LAX", "IAD", -31, 2288));
    }

    @Test
    void aLineThatIsNoFlightIsNamed() throws IOException {
        // given
        InputStream tooShort = gzipped("0,LAS,PHX,37,256\n0,LAS,PHX\n");
        InputStream noNumber = gzipped("0,LAS,PHX,late,256\n");

        // when, then
        assertThatThrownBy(() -> FlightData.read(tooShort))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2 is not a flight: \"0,LAS,PHX\"");
        assertThatThrownBy(() -> FlightData.read(noNumber))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 1 is not a flight: \"0,LAS,PHX,late,256\"");
    }

    private static long ms(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static InputStream gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(US_ASCII));
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}

package io.weir.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FlightCodecTest {

    @Test
    void aFlightSurvivesTheWayIntoARecordAndOut() {
        // given
        Flight flight = new Flight(63_529, 982_800_060_000L, "ATL", "BOS", -17, 946);

        // when
        Flight read = FlightCodec.flight(FlightCodec.key(flight), flight.leftAtMs(), FlightCodec.value(flight));

        // then
        assertThat(read).isEqualTo(flight);
    }

    @Test
    void theValueIsReadable() {
        // given
        Flight flight = new Flight(3, 0, "ATL", "BOS", -17, 946);

        // when
        String value = new String(FlightCodec.value(flight), US_ASCII);

        // then
        assertThat(value).isEqualTo("3,BOS,-17,946");
    }

    @Test
    void whatIsNoFlightIsRefused() {
        // given
        byte[] value = "hello".getBytes(US_ASCII);

        // when, then
        assertThatThrownBy(() -> FlightCodec.flight("ATL".getBytes(US_ASCII), 0, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a flight: \"hello\" has 1 fields, not 4");
    }
}

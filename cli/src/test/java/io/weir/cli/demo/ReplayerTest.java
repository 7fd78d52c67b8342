package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayerTest {

    private static final List<Flight> FLIGHTS = Flights.from("ATL", "BOS", "ATL", "BOS");
    private static final Pace TWO_PACED = new Pace(2, 1_000_000, 1);

    private final ClientErrors errors = new ClientErrors();
    private final List<Integer> sentBetweenParts = new ArrayList<>();

    @Test
    void flightsGoOutInOrderWithKeyAndTime() {
        // given
        MockProducer<byte[], byte[]> producer = producer();
        Replayer replayer = replayer(producer);

        // when
        replayer.run();

        // then
        assertThat(producer.history().stream().map(ReplayerTest::flight)).containsExactlyElementsOf(FLIGHTS);
        assertThat(replayer.acked()).isEqualTo(4);
        assertThat(replayer.doneAtNanos()).isNotZero();
        assertThat(sentBetweenParts).containsExactly(2);
    }

    @Test
    void onlyPacedFlightsAfterTheWarmUpCarryTheirDueTime() {
        // given
        MockProducer<byte[], byte[]> producer = producer();
        Replayer replayer = replayer(producer);

        // when
        replayer.run();

        // then
        assertThat(producer.history().stream()
                        .map(event -> DueHeader.dueNanos(event.headers()).isPresent()))
                .containsExactly(false, true, false, false);
    }

    @Test
    void anErrorEndsItAndIsReported() {
        // given
        MockProducer<byte[], byte[]> producer = producer();
        producer.sendException = new TopicAuthorizationException(Set.of("flights"));
        Replayer replayer = replayer(producer);

        // when
        replayer.run();

        // then
        assertThat(errors.all()).singleElement().asString().startsWith("publishing: ");
        assertThat(replayer.acked()).isZero();
        assertThat(replayer.doneAtNanos()).isZero();
    }

    @Test
    void anErrorElsewhereEndsItToo() {
        // given
        MockProducer<byte[], byte[]> producer = producer();
        Replayer replayer = replayer(producer);
        errors.add("another thread", new IllegalStateException("broken"));

        // when
        replayer.run();

        // then
        assertThat(producer.history()).isEmpty();
    }

    private Replayer replayer(MockProducer<byte[], byte[]> producer) {
        return new Replayer(
                producer,
                "flights",
                FLIGHTS,
                TWO_PACED,
                errors,
                () -> sentBetweenParts.add(producer.history().size()));
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Flight flight(ProducerRecord<byte[], byte[]> event) {
        return FlightCodec.flight(event.key(), event.timestamp(), event.value());
    }
}

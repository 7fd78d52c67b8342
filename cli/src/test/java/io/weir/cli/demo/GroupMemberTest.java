package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.stats.Latencies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupMemberTest {

    private static final TopicPartition PARTITION = new TopicPartition("flights", 0);

    private final GroupStore<AirportBoard.Departures> store = new GroupStore<>(1, AirportBoard::new);
    private final AtomicInteger flushes = new AtomicInteger();
    private final ClientErrors errors = new ClientErrors();
    private final Takeover takeover = new Takeover();
    private final RecordingConsumer consumer = new RecordingConsumer();
    private final GroupMember member = new GroupMember(
            "board-1",
            consumer,
            new GroupJob<>("board", "flights", store, new Latencies(), flushes::incrementAndGet, errors),
            takeover);

    @Test
    void whoLeavesHasAppliedAndCommittedWhatItGot() {
        // given
        consumer.schedulePollTask(() -> {
            assign();
            deliver(0, Flights.flight(0, "ATL"));
            deliver(1, Flights.flight(1, "ATL"));
        });
        consumer.schedulePollTask(member::leave);

        // when
        member.run();

        // then
        assertThat(store.appliedCount()).isEqualTo(2);
        assertThat(committed()).isEqualTo(2);
        assertThat(flushes.get()).isPositive();
        assertThat(consumer.closed()).isTrue();
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void whoVanishesHasAppliedButNotCommitted() {
        // given
        consumer.schedulePollTask(() -> {
            assign();
            member.vanish();
            deliver(0, Flights.flight(0, "ATL"));
        });

        // when
        member.run();

        // then
        assertThat(store.appliedCount()).isEqualTo(1);
        assertThat(committed()).isZero();
        assertThat(takeover.waiting()).isEqualTo(1);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void whoIsToVanishWaitsForWorkToVanishFrom() {
        // given
        consumer.schedulePollTask(() -> {
            assign();
            member.vanish();
        });
        consumer.schedulePollTask(() -> deliver(0, Flights.flight(0, "ATL")));

        // when
        member.run();

        // then
        assertThat(store.appliedCount()).isEqualTo(1);
        assertThat(takeover.waiting()).isEqualTo(1);
    }

    @Test
    void whatIsNoFlightEndsTheMemberAndIsReported() {
        // given
        consumer.schedulePollTask(() -> {
            assign();
            consumer.addRecord(record(0, "ATL", "hello"));
        });

        // when
        member.run();

        // then
        assertThat(errors.all())
                .singleElement()
                .asString()
                .startsWith("board-1: ")
                .contains("not a flight");
        assertThat(committed()).isZero();
        assertThat(consumer.closed()).isTrue();
    }

    private void assign() {
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    private void deliver(long offset, Flight flight) {
        consumer.addRecord(
                record(offset, flight.origin(), new String(FlightCodec.value(flight), StandardCharsets.US_ASCII)));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                key.getBytes(StandardCharsets.US_ASCII),
                value.getBytes(StandardCharsets.US_ASCII));
    }

    private long committed() {
        return consumer.committedOffset(PARTITION);
    }
}

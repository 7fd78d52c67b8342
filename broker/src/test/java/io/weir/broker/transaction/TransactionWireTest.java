package io.weir.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What brokers ask each other about transactions comes through as it was meant. */
class TransactionWireTest {

    private static final TransactionalProducer PRODUCER = new TransactionalProducer(7, (short) 3);
    private static final Set<TopicPartition> PLACES =
            Set.of(new TopicPartition("a", 0), new TopicPartition("a", 5), new TopicPartition("b", 1));
    private static final Map<TopicPartition, ErrorCode> OUTCOMES = Map.of(
            new TopicPartition("a", 0), ErrorCode.NONE,
            new TopicPartition("a", 5), ErrorCode.CONCURRENT_TRANSACTIONS,
            new TopicPartition("b", 1), ErrorCode.NOT_COORDINATOR);

    @Test
    void admissions() {
        Addition addition = new Addition("id", PRODUCER, PLACES, 2);

        assertThat(AdmissionWire.decode(AdmissionWire.encode(addition, true)))
                .isEqualTo(new AdmissionWire.Question(addition, true));
        assertThat(AdmissionWire.decode(AdmissionWire.encode(addition, false)))
                .isEqualTo(new AdmissionWire.Question(addition, false));
        assertThat(AdmissionWire.decodeOutcomes(AdmissionWire.encode(OUTCOMES))).isEqualTo(OUTCOMES);
    }

    @Test
    void markers() {
        TransactionMarkers markers =
                new TransactionMarkers(new TransactionEnd(PRODUCER, new EndTxnMarker(true, 12), 2), PLACES);

        assertThat(MarkersWire.decode(MarkersWire.encode(markers))).isEqualTo(markers);
        assertThat(MarkersWire.decodeOutcomes(MarkersWire.encode(OUTCOMES))).isEqualTo(OUTCOMES);
    }
}

package io.weir.broker.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.transaction.TransactionPeers.Question;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Markers and admissions go to whoever leads; who does not answer has given no outcome. */
class ClusterMarkersTest {

    private static final TopicPartition HERE = new TopicPartition("topic", 0);
    private static final TopicPartition THERE = new TopicPartition("topic", 1);
    private static final TopicPartition LOST = new TopicPartition("topic", 2);
    private static final TopicPartition GONE = new TopicPartition("gone", 0);
    private static final TransactionalProducer PRODUCER = new TransactionalProducer(7, (short) 3);

    private final FakeLeaders leaders = new FakeLeaders();
    private final FakePeers peers = new FakePeers();
    private final MarkerWriter local = markers -> CompletableFuture.completedFuture(all(markers, ErrorCode.NONE));
    private final ClusterMarkers markers = new ClusterMarkers(leaders, local, peers);

    @Test
    void eachLeaderWritesItsOwnAndWhatNobodyLeadsHasNoOutcome() {
        leaders.lead(HERE, 1);
        leaders.lead(THERE, 2);
        leaders.lead(LOST, -1);

        Map<TopicPartition, ErrorCode> outcomes = write(HERE, THERE, LOST, GONE);

        assertThat(outcomes)
                .isEqualTo(Map.of(
                        HERE, ErrorCode.NONE, THERE, ErrorCode.NONE, GONE, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
        assertThat(peers.asked).containsExactly(2);
    }

    @Test
    void whoDoesNotAnswerHasGivenNoOutcome() {
        leaders.lead(HERE, 1);
        leaders.lead(THERE, 2);
        peers.isReached = false;

        assertThat(write(HERE, THERE)).isEqualTo(Map.of(HERE, ErrorCode.NONE));
    }

    @Test
    void aBrokerThatHasNotHeardOfThePartitionDoesNotEndTheTransactionThere() {
        leaders.lead(THERE, 2);
        peers.answer = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;

        assertThat(write(THERE)).isEqualTo(Map.of(THERE, ErrorCode.NOT_LEADER_OR_FOLLOWER));
    }

    @Test
    void aCoordinatorAdmitsNothingThatItHasNotHeardOf() {
        leaders.lead(THERE, 2);
        Admission admitsAll =
                (addition, _) -> CompletableFuture.completedFuture(LocalAdmission.all(addition, ErrorCode.NONE));
        TransactionDesk desk = new TransactionDesk(leaders, admitsAll, local);

        assertThat(admit(desk, THERE)).isEqualTo(Map.of(THERE, ErrorCode.NONE));
        assertThat(admit(desk, GONE)).isEqualTo(Map.of(GONE, ErrorCode.COORDINATOR_NOT_AVAILABLE));
    }

    private Map<TopicPartition, ErrorCode> write(TopicPartition... places) {
        TransactionEnd end = new TransactionEnd(PRODUCER, new EndTxnMarker(true, 1), 2);
        return markers.write(new TransactionMarkers(end, Set.of(places))).join();
    }

    private static Map<TopicPartition, ErrorCode> admit(TransactionDesk desk, TopicPartition place) {
        ByteBuffer question = AdmissionWire.encode(new Addition("id", PRODUCER, Set.of(place), 2), true);
        return AdmissionWire.decodeOutcomes(
                desk.answer(Question.ADMIT, question).join());
    }

    private static Map<TopicPartition, ErrorCode> all(TransactionMarkers markers, ErrorCode error) {
        Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
        markers.partitions().forEach(place -> outcomes.put(place, error));
        return outcomes;
    }

    /** This broker is node 1. */
    private static final class FakeLeaders implements Leaders {

        private final Map<TopicPartition, Integer> known = new HashMap<>();

        void lead(TopicPartition place, int nodeId) {
            known.put(place, nodeId);
        }

        @Override
        public int of(String topic, int partition) {
            return known.getOrDefault(new TopicPartition(topic, partition), NO_PARTITION);
        }

        @Override
        public boolean isHere(int nodeId) {
            return nodeId == 1;
        }
    }

    private static final class FakePeers implements TransactionPeers {

        private final List<Integer> asked = new ArrayList<>();
        private boolean isReached = true;
        private ErrorCode answer = ErrorCode.NONE;

        @Override
        public CompletableFuture<ByteBuffer> ask(int nodeId, Question question, ByteBuffer bytes) {
            asked.add(nodeId);
            return isReached
                    ? CompletableFuture.completedFuture(MarkersWire.encode(all(MarkersWire.decode(bytes), answer)))
                    : CompletableFuture.failedFuture(new IOException("nobody there"));
        }
    }
}

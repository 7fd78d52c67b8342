package io.weir.broker.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.broker.metrics.ApiMetrics;
import io.weir.broker.metrics.Phase;
import io.weir.broker.metrics.TopicTraffic.Flow;
import io.weir.broker.wire.Batches;
import io.weir.broker.wire.Scene;
import io.weir.log.flush.FlushListener;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ObservationTest {

    private static final int VERSION = 12;

    private final RunningBroker broker = RunningBroker.start();
    private final Scene scene = new Scene(broker.port());
    private final Observation observation = broker.broker().observation();

    @AfterEach
    void close() {
        scene.close();
        broker.close();
    }

    @Test
    void countsWhatGoesInAndOutOfATopic() {
        // given
        String topic = scene.topic(1);
        ByteBuffer batch = Batches.of(5);
        int bytes = batch.remaining();

        // when
        produce(topic, batch);
        fetch(topic);

        // then
        TopicReading reading = topic(topic);
        assertThat(reading.traffic().sum(Flow.BYTES_IN)).isEqualTo(bytes);
        assertThat(reading.traffic().sum(Flow.RECORDS_IN)).isEqualTo(5);
        assertThat(reading.traffic().sum(Flow.BATCHES_IN)).isEqualTo(1);
        assertThat(reading.traffic().sum(Flow.BYTES_OUT)).isEqualTo(bytes);
        assertThat(reading.traffic().sum(Flow.RECORDS_OUT)).isEqualTo(5);
        assertThat(reading.sizeBytes()).hasValue(bytes);
        assertThat(reading.replicas()).isEqualTo(1);
    }

    @Test
    void countsWhatComesToWhatWasThere() {
        // given
        String topic = scene.topic(1);

        // when
        produce(topic, Batches.of(3));
        long before = observation.traffic().sum(Flow.RECORDS_IN);
        produce(topic, Batches.of(2));

        // then
        assertThat(observation.traffic().sum(Flow.RECORDS_IN) - before).isEqualTo(2);
        assertThat(topic(topic).traffic().sum(Flow.RECORDS_IN)).isEqualTo(5);
    }

    @Test
    void countsRequestsAndEachPhaseOfTheirTime() {
        // given
        String topic = scene.topic(1);
        ApiMetrics counts = observation.counters().requests().of(ApiKey.PRODUCE);
        long before = counts.requests();

        // when
        produce(topic, Batches.of(1));
        // The answer before it has been counted when the next is there.
        scene.call(MetadataRequest.builder().build(), VERSION);

        // then
        assertThat(counts.requests()).isEqualTo(before + 1);
        assertThat(counts.whole().total()).isEqualTo(before + 1);
        for (Phase phase : Phase.values()) {
            assertThat(counts.in(phase).total()).isEqualTo(before + 1);
        }
        assertThat(counts.requestBytes()).isGreaterThan(100);
        assertThat(counts.responseBytes()).isGreaterThan(10);
        assertThat(counts.errors()).doesNotContainKey(ErrorCode.NONE);
        assertThat(observation
                                .counters()
                                .flushes()
                                .times(FlushListener.Kind.JOURNAL)
                                .total()
                        + observation
                                .counters()
                                .flushes()
                                .times(FlushListener.Kind.LOG)
                                .total())
                .isPositive();
    }

    @Test
    void countsErrorsHoweverDeepInAnAnswer() {
        // given
        String topic = scene.topic(1);

        // when
        scene.call(request(topic, 7, Batches.of(1)), VERSION);
        scene.call(MetadataRequest.builder().build(), VERSION);

        // then
        assertThat(observation.counters().requests().of(ApiKey.PRODUCE).errors())
                .containsEntry(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, 1L);
    }

    @Test
    void seesPartitionsConnectionsAndTheController() {
        // given
        scene.topic(3);

        // when
        Observation.State state = observation.state();

        // then
        assertThat(state.partitions().led()).isEqualTo(3);
        assertThat(state.partitions().replicas()).isEqualTo(3);
        assertThat(state.partitions().underReplicated()).isZero();
        assertThat(state.partitions().underMinInSync()).isZero();
        assertThat(state.cluster().isController()).isTrue();
        assertThat(state.cluster().partitions()).isEqualTo(3);
        assertThat(state.cluster().offline()).isZero();
        assertThat(observation.counters().connections().get()).singleElement().satisfies(listener -> {
            assertThat(listener.open()).isPositive();
            assertThat(listener.accepted()).isPositive();
            assertThat(listener.refused()).isZero();
        });
    }

    private TopicReading topic(String name) {
        return observation.topics().stream()
                .filter(reading -> reading.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void produce(String topic, ByteBuffer batch) {
        assertThat(scene.call(request(topic, 0, batch), VERSION).text()).isEqualTo("NONE");
    }

    private static ProduceRequest request(String topic, int partition, ByteBuffer batch) {
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(30_000)
                .topicData(List.of(ProduceRequest.TopicProduceData.builder()
                        .name(topic)
                        .partitionData(List.of(ProduceRequest.PartitionProduceData.builder()
                                .index(partition)
                                .records(new BufferPayload(batch))
                                .build()))
                        .build()))
                .build();
    }

    private void fetch(String topic) {
        FetchRequest request = FetchRequest.builder()
                .minBytes(1)
                .maxWaitMs(10_000)
                .maxBytes(1 << 20)
                .sessionEpoch(-1)
                .topics(List.of(FetchRequest.FetchTopic.builder()
                        .topic(topic)
                        .partitions(List.of(FetchRequest.FetchPartition.builder()
                                .partitionMaxBytes(1 << 20)
                                .build()))
                        .build()))
                .build();
        scene.call(request, VERSION);
    }
}

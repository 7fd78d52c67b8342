package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.weir.protocol.messages.RequestMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of a connection are taken up before those before them are answered, and no answer is older than those before it. */
class AnswersInTurnTest {

    private static final int FETCH_VERSION = 12;
    private static final int LIST_OFFSETS_VERSION = 7;
    private static final int EPOCH_VERSION = 4;
    private static final int PRODUCE_VERSION = 9;
    private static final long LATEST = -1;

    @Test
    void endsOfLogsAreNotBeforeRecordsThatWereFetched() {
        try (RunningBroker broker = RunningBroker.start(Map.of());
                Scene scene = new Scene(broker.port())) {
            // given a fetch that waits for the first record, and questions for the log's end behind it
            String topic = scene.topic(1);
            send(scene, 101, fetch(topic), FETCH_VERSION);
            send(scene, 102, latest(topic), LIST_OFFSETS_VERSION);
            send(scene, 103, endOfEpoch(topic), EPOCH_VERSION);

            // when the record comes, by the same connection so that all of them are waiting by then
            send(scene, 104, Scene.produceRequest(topic, 0, Batches.of(1)), PRODUCE_VERSION);

            // then the end is behind it
            assertThat(scene.client().answer(ApiKey.FETCH, FETCH_VERSION, 101).text("high_watermark"))
                    .isEqualTo("NONE, NONE high_watermark=1");
            assertThat(scene.client()
                            .answer(ApiKey.LIST_OFFSETS, LIST_OFFSETS_VERSION, 102)
                            .text("offset"))
                    .isEqualTo("NONE offset=1");
            assertThat(scene.client()
                            .answer(ApiKey.OFFSET_FOR_LEADER_EPOCH, EPOCH_VERSION, 103)
                            .text("end_offset"))
                    .isEqualTo("NONE end_offset=1");
        }
    }

    private static void send(Scene scene, int id, RequestMessage request, int version) {
        scene.client().send(WireClient.frame(request.apiKey(), version, id, WireClient.body(request, version)));
    }

    private static FetchRequest fetch(String topic) {
        return FetchRequest.builder()
                .minBytes(1)
                .maxBytes(1_000_000)
                .maxWaitMs(20_000)
                .sessionEpoch(-1)
                .topics(List.of(FetchTopic.builder()
                        .topic(topic)
                        .partitions(List.of(FetchPartition.builder()
                                .partitionMaxBytes(1_000_000)
                                .build()))
                        .build()))
                .build();
    }

    private static ListOffsetsRequest latest(String topic) {
        return ListOffsetsRequest.builder()
                .replicaId(-1)
                .topics(List.of(ListOffsetsTopic.builder()
                        .name(topic)
                        .partitions(List.of(
                                ListOffsetsPartition.builder().timestamp(LATEST).build()))
                        .build()))
                .build();
    }

    private static OffsetForLeaderEpochRequest endOfEpoch(String topic) {
        return OffsetForLeaderEpochRequest.builder()
                .topics(List.of(OffsetForLeaderTopic.builder()
                        .topic(topic)
                        .partitions(List.of(OffsetForLeaderPartition.builder().build()))
                        .build()))
                .build();
    }
}

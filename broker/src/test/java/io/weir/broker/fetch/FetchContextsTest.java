package io.weir.broker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchRequest.ForgottenTopic;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchContextsTest {

    private static final int BY_NAME = 12;
    private static final int BY_ID = 13;

    private long nowMs = 1_000;
    private final FetchSessions sessions = new FetchSessions(2, () -> Instant.ofEpochMilli(nowMs));
    private final FetchContexts contexts = new FetchContexts(sessions);

    @Test
    void aSessionBeginsWithEpochZeroAndIsToldOnlyNewsAfterwards() {
        FetchContext first = contexts.of(request(0, 0, "a", "b"), BY_NAME);
        assertThat(first.tell(nothingNew(first))).hasSize(2);

        FetchContext second = contexts.of(request(first.sessionId(), 1), BY_NAME);

        assertThat(names(second)).containsExactly("a", "b");
        assertThat(second.tell(nothingNew(second))).isEmpty();
    }

    @Test
    void recordsAreNewsAndGoToTheEndOfTheOrder() {
        FetchContext first = contexts.of(request(0, 0, "a", "b"), BY_NAME);
        first.tell(nothingNew(first));
        FetchContext second = contexts.of(request(first.sessionId(), 1), BY_NAME);

        List<FetchedPartition> told = second.tell(List.of(records("a"), empty("b")));
        FetchContext third = contexts.of(request(first.sessionId(), 2), BY_NAME);

        assertThat(told).extracting(p -> p.target().topic()).containsExactly("a");
        assertThat(names(third)).containsExactly("b", "a");
    }

    @Test
    void anErrorIsToldEachTimeAndItsEndOnce() {
        FetchContext first = contexts.of(request(0, 0, "a"), BY_NAME);
        first.tell(nothingNew(first));
        List<FetchedPartition> failed =
                List.of(FetchedPartition.failed(target("a"), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));

        assertThat(next(first, 1).tell(failed)).hasSize(1);
        assertThat(next(first, 2).tell(failed)).hasSize(1);
        assertThat(next(first, 3).tell(List.of(empty("a")))).hasSize(1);
        assertThat(next(first, 4).tell(List.of(empty("a")))).isEmpty();
    }

    @Test
    void partitionsAreAddedAndForgotten() {
        FetchContext first = contexts.of(request(0, 0, "a", "b"), BY_NAME);
        FetchRequest change = request(first.sessionId(), 1, "c").toBuilder()
                .forgottenTopicsData(List.of(ForgottenTopic.builder()
                        .topic("a")
                        .partitions(List.of(0))
                        .build()))
                .build();

        FetchContext second = contexts.of(change, BY_NAME);

        assertThat(names(second)).containsExactly("b", "c");
    }

    @Test
    void aSessionWithNothingLeftEnds() {
        FetchContext first = contexts.of(request(0, 0, "a"), BY_NAME);
        FetchRequest forget = request(first.sessionId(), 1).toBuilder()
                .forgottenTopicsData(List.of(ForgottenTopic.builder()
                        .topic("a")
                        .partitions(List.of(0))
                        .build()))
                .build();

        FetchContext second = contexts.of(forget, BY_NAME);

        assertThat(second.sessionId()).isZero();
        assertThat(sessions.count()).isZero();
    }

    @Test
    void refusesUnknownSessionsAndEpochsOutOfTurn() {
        FetchContext first = contexts.of(request(0, 0, "a"), BY_NAME);

        assertThat(contexts.of(request(first.sessionId() + 1, 1), BY_NAME))
                .isEqualTo(new FetchContext.Refused(ErrorCode.FETCH_SESSION_ID_NOT_FOUND));
        assertThat(contexts.of(request(first.sessionId(), 5), BY_NAME))
                .isEqualTo(new FetchContext.Refused(ErrorCode.INVALID_FETCH_SESSION_EPOCH));
        assertThat(contexts.of(request(first.sessionId(), 1), BY_ID))
                .isEqualTo(new FetchContext.Refused(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR));
    }

    @Test
    void aFinalEpochEndsTheSession() {
        FetchContext first = contexts.of(request(0, 0, "a"), BY_NAME);

        FetchContext last = contexts.of(request(first.sessionId(), -1, "a"), BY_NAME);

        assertThat(last.sessionId()).isZero();
        assertThat(sessions.count()).isZero();
    }

    @Test
    void whenFullOnlyASessionLongUnusedMakesRoom() {
        contexts.of(request(0, 0, "a"), BY_NAME);
        contexts.of(request(0, 0, "b"), BY_NAME);
        assertThat(contexts.of(request(0, 0, "c"), BY_NAME).sessionId()).isZero();

        nowMs += 120_001;

        assertThat(contexts.of(request(0, 0, "c"), BY_NAME).sessionId()).isNotZero();
        assertThat(sessions.count()).isEqualTo(2);
    }

    private FetchContext next(FetchContext first, int epoch) {
        return contexts.of(request(first.sessionId(), epoch), BY_NAME);
    }

    private static List<String> names(FetchContext context) {
        return context.positions().keySet().stream().map(FetchTarget::topic).toList();
    }

    private static List<FetchedPartition> nothingNew(FetchContext context) {
        List<FetchedPartition> fetched = new ArrayList<>();
        names(context).forEach(name -> fetched.add(empty(name)));
        return fetched;
    }

    private static FetchTarget target(String topic) {
        return new FetchTarget(Uuid.ZERO, topic, 0);
    }

    private static FetchedPartition empty(String topic) {
        return new FetchedPartition(
                target(topic),
                PartitionData.builder()
                        .highWatermark(5)
                        .records(BufferPayload.EMPTY)
                        .build());
    }

    private static FetchedPartition records(String topic) {
        return new FetchedPartition(
                target(topic),
                PartitionData.builder()
                        .highWatermark(5)
                        .records(new BufferPayload(ByteBuffer.allocate(10)))
                        .build());
    }

    private static FetchRequest request(int sessionId, int epoch, String... topics) {
        List<FetchTopic> asked = new ArrayList<>();
        for (String topic : topics) {
            asked.add(FetchTopic.builder()
                    .topic(topic)
                    .partitions(List.of(FetchPartition.builder()
                            .partition(0)
                            .fetchOffset(0)
                            .partitionMaxBytes(1_000)
                            .build()))
                    .build());
        }
        return FetchRequest.builder()
                .sessionId(sessionId)
                .sessionEpoch(epoch)
                .topics(asked)
                .build();
    }
}

package io.weir.broker.wire;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchRequest.ForgottenTopic;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Fetches that ask for what is not there, for too much, or in the wrong session. */
class FetchWireTest extends WireTable {

    private static final int BY_NAME = 12;
    private static final int BY_ID = 17;
    private static final String[] FIELDS = {"high_watermark", "log_start_offset", "records"};

    @Override
    List<Row> rows() {
        return Stream.of(partitions(), offsets(), epochs(), limits(), sessions(), byId())
                .flatMap(List::stream)
                .toList();
    }

    private static Row one(String name, UnaryOperator<FetchPartition.Builder> partition, String expected) {
        return row(
                name,
                scene -> text(scene.call(
                        request(filled(scene), partition.apply(partition(0)).build()), BY_NAME)),
                expected);
    }

    private static Row whole(String name, UnaryOperator<FetchRequest.Builder> change, String expected) {
        return row(
                name,
                scene -> text(scene.call(
                        change.apply(request(filled(scene), partition(0).build()).toBuilder())
                                .build(),
                        BY_NAME)),
                expected);
    }

    private static Row session(String name, Function<Session, String> steps, String expected) {
        return row(name, scene -> steps.apply(new Session(scene, filled(scene))), expected);
    }

    private static List<Row> partitions() {
        return List.of(
                one("all of a partition", p -> p, "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                one(
                        "unknown partition",
                        p -> p.partition(7),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "negative partition",
                        p -> p.partition(-1),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION high_watermark=-1 log_start_offset=-1 records=0"),
                row(
                        "unknown topic",
                        scene -> named(scene, Scene.unusedName()),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION high_watermark=-1 log_start_offset=-1 records=0"),
                row(
                        "empty topic name",
                        scene -> named(scene, ""),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION high_watermark=-1 log_start_offset=-1 records=0"),
                row(
                        "illegal topic name",
                        scene -> named(scene, "a b/c"),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION high_watermark=-1 log_start_offset=-1 records=0"),
                whole("no topics", r -> r.topics(List.of()), "NONE"),
                row("a topic without partitions", scene -> text(scene.call(request(filled(scene)), BY_NAME)), "NONE"),
                row(
                        "a partition twice",
                        scene -> text(scene.call(
                                request(
                                        filled(scene),
                                        partition(0).build(),
                                        partition(0).fetchOffset(2).build()),
                                BY_NAME)),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"));
    }

    private static List<Row> offsets() {
        return List.of(
                one("at the end", p -> p.fetchOffset(3), "NONE, NONE high_watermark=3 log_start_offset=0 records=0"),
                one(
                        "behind the end",
                        p -> p.fetchOffset(4),
                        "NONE, OFFSET_OUT_OF_RANGE high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "far behind the end",
                        p -> p.fetchOffset(Long.MAX_VALUE),
                        "NONE, OFFSET_OUT_OF_RANGE high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "offset -1",
                        p -> p.fetchOffset(-1),
                        "NONE, OFFSET_OUT_OF_RANGE high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "offset least",
                        p -> p.fetchOffset(Long.MIN_VALUE),
                        "NONE, OFFSET_OUT_OF_RANGE high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "within a batch",
                        p -> p.fetchOffset(1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole(
                        "read committed",
                        r -> r.isolationLevel((byte) 1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole("isolation level 2", r -> r.isolationLevel((byte) 2), "INVALID_REQUEST")
                        .unlike("UNKNOWN_SERVER_ERROR, UNKNOWN_SERVER_ERROR high_watermark=-1 log_start_offset=-1"
                                + " records=0"),
                whole("isolation level -1", r -> r.isolationLevel((byte) -1), "INVALID_REQUEST")
                        .unlike("UNKNOWN_SERVER_ERROR, UNKNOWN_SERVER_ERROR high_watermark=-1 log_start_offset=-1"
                                + " records=0"));
    }

    private static List<Row> epochs() {
        return List.of(
                one(
                        "the leader epoch there is",
                        p -> p.currentLeaderEpoch(0),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                one(
                        "a later leader epoch",
                        p -> p.currentLeaderEpoch(5),
                        "NONE, UNKNOWN_LEADER_EPOCH high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "a negative leader epoch",
                        p -> p.currentLeaderEpoch(-2),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                one(
                        "the last fetched epoch there is",
                        p -> p.lastFetchedEpoch(0).fetchOffset(3),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=0"),
                one(
                        "a later last fetched epoch",
                        p -> p.lastFetchedEpoch(5),
                        "NONE, OFFSET_OUT_OF_RANGE high_watermark=-1 log_start_offset=-1 records=0"),
                one(
                        "a negative last fetched epoch",
                        p -> p.lastFetchedEpoch(-3),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"));
    }

    private static List<Row> limits() {
        return List.of(
                one(
                        "partition max bytes 0",
                        p -> p.partitionMaxBytes(0),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                one(
                        "partition max bytes 1",
                        p -> p.partitionMaxBytes(1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                one(
                                "partition max bytes -1",
                                p -> p.partitionMaxBytes(-1),
                                "NONE, NONE high_watermark=3 log_start_offset=0 records=118")
                        .unlike("NONE, UNKNOWN_SERVER_ERROR high_watermark=-1 log_start_offset=-1 records=0"),
                whole("max bytes 0", r -> r.maxBytes(0), "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole("max bytes 1", r -> r.maxBytes(1), "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole("max bytes -1", r -> r.maxBytes(-1), "NONE, NONE high_watermark=3 log_start_offset=0 records=118")
                        .unlike("NONE, UNKNOWN_SERVER_ERROR high_watermark=-1 log_start_offset=-1 records=0"),
                whole(
                        "min bytes -1",
                        r -> r.minBytes(-1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole(
                        "min bytes above max bytes",
                        r -> r.minBytes(1000).maxBytes(10),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole(
                        "max wait -1",
                        r -> r.maxWaitMs(-1).minBytes(1000),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                whole(
                        "max wait over",
                        r -> r.maxWaitMs(20).minBytes(1000),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"));
    }

    private static List<Row> sessions() {
        return List.of(
                session(
                        "a new session",
                        s -> s.call(0, 0, 0L),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new"),
                session(
                        "no session",
                        s -> s.call(0, -1, 0L),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=none"),
                session(
                        "a new session, again",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, 1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new; NONE, NONE"
                                + " high_watermark=3 log_start_offset=0 records=118 session=same"),
                session(
                        "something new in between",
                        s -> s.call(0, 0, 3L) + "; " + s.written().call(0, 1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=0 session=new; NONE, NONE"
                                + " high_watermark=4 log_start_offset=0 records=80 session=same"),
                session("a session nobody has", s -> s.call(4711, 1, 0L), "FETCH_SESSION_ID_NOT_FOUND session=none"),
                session(
                        "a session nobody has, first epoch",
                        s -> s.call(4711, 0, 0L),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new"),
                session(
                        "a session nobody has, last epoch",
                        s -> s.call(4711, -1, 0L),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=none"),
                session("no session, but an epoch", s -> s.anonymous(3), "FETCH_SESSION_ID_NOT_FOUND session=none"),
                session(
                        "the epoch twice",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, 1) + "; " + s.call(0, 1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new; NONE, NONE"
                                + " high_watermark=3 log_start_offset=0 records=118 session=same;"
                                + " INVALID_FETCH_SESSION_EPOCH session=none"),
                session(
                        "an epoch left out",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, 3),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new;"
                                + " INVALID_FETCH_SESSION_EPOCH session=none"),
                session(
                        "a negative epoch",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, -5),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new;"
                                + " INVALID_FETCH_SESSION_EPOCH session=none"),
                session(
                        "ended",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, -1) + "; " + s.call(0, 1),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new; NONE session=none;"
                                + " FETCH_SESSION_ID_NOT_FOUND session=none"),
                session(
                        "begun again",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, 0, 0L),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new; NONE, NONE"
                                + " high_watermark=3 log_start_offset=0 records=118 session=new"),
                session(
                        "everything forgotten",
                        s -> s.call(0, 0, 0L) + "; " + s.forget(1) + "; " + s.call(0, 2),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new; NONE session=none;"
                                + " FETCH_SESSION_ID_NOT_FOUND session=none"),
                session(
                        "changed offset",
                        s -> s.call(0, 0, 0L) + "; " + s.call(0, 1, 2L),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118 session=new; NONE, NONE"
                                + " high_watermark=3 log_start_offset=0 records=118 session=same"));
    }

    private static List<Row> byId() {
        return List.of(
                row(
                        "the id of a topic",
                        scene -> withId(scene, scene.idOf(filled(scene)), 0),
                        "NONE, NONE high_watermark=3 log_start_offset=0 records=118"),
                row(
                        "the id of no topic",
                        scene -> withId(scene, Uuid.random(), 0),
                        "NONE, UNKNOWN_TOPIC_ID high_watermark=-1 log_start_offset=-1 records=0"),
                row(
                        "the id zero",
                        scene -> withId(scene, Uuid.ZERO, 0),
                        "NONE, UNKNOWN_TOPIC_ID high_watermark=-1 log_start_offset=-1 records=0"),
                row(
                        "a known id, an unknown partition",
                        scene -> withId(scene, scene.idOf(filled(scene)), 7),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION high_watermark=-1 log_start_offset=-1 records=0"),
                row(
                        "as a follower",
                        FetchWireTest::asFollower,
                        "NONE, NOT_LEADER_OR_FOLLOWER high_watermark=-1 log_start_offset=-1 records=0"));
    }

    /** One consumer's session; what it is answered, without the ids that nobody can foresee. */
    private static final class Session {
        private final Scene scene;
        private final String topic;
        private int id;

        Session(Scene scene, String topic) {
            this.scene = scene;
            this.topic = topic;
        }

        /** Fetches in the session that was begun, or in the one given, from these offsets of partition 0. */
        String call(int sessionId, int epoch, Long... offsets) {
            FetchPartition[] partitions = Arrays.stream(offsets)
                    .map(offset -> partition(0).fetchOffset(offset).build())
                    .toArray(FetchPartition[]::new);
            return send(request(topic, partitions).toBuilder()
                    .sessionId(sessionId == 0 && epoch != 0 ? id : sessionId)
                    .sessionEpoch(epoch));
        }

        String anonymous(int epoch) {
            return send(request(topic, partition(0).build()).toBuilder().sessionEpoch(epoch));
        }

        String forget(int epoch) {
            return send(FetchRequest.builder()
                    .maxBytes(1000)
                    .sessionId(id)
                    .sessionEpoch(epoch)
                    .forgottenTopicsData(List.of(ForgottenTopic.builder()
                            .topic(topic)
                            .partitions(List.of(0))
                            .build())));
        }

        Session written() {
            scene.produce(topic, Batches.of(1));
            return this;
        }

        private String send(FetchRequest.Builder request) {
            Answer answer = scene.call(request.maxWaitMs(0).build(), BY_NAME);
            int given = (int) answer.values("session_id").getFirst();
            String told = given == 0 ? "none" : given == id ? "same" : given == 4711 ? "4711" : "new";
            id = given;
            return text(answer) + " session=" + told;
        }
    }

    private static String filled(Scene scene) {
        String topic = scene.topic(1);
        scene.produce(topic, Batches.of(3));
        return topic;
    }

    private static String named(Scene scene, String topic) {
        return text(scene.call(request(topic, partition(0).build()), BY_NAME));
    }

    private static String asFollower(Scene scene) {
        FetchRequest request = request(filled(scene), partition(0).build()).toBuilder()
                .replicaId(77)
                .build();
        return text(scene.call(request, BY_NAME));
    }

    private static String withId(Scene scene, Uuid id, int partition) {
        FetchRequest request = FetchRequest.builder()
                .maxBytes(1_000_000)
                .topics(List.of(FetchTopic.builder()
                        .topicId(id)
                        .partitions(List.of(partition(partition).build()))
                        .build()))
                .build();
        return text(scene.call(request, BY_ID));
    }

    private static FetchPartition.Builder partition(int index) {
        return FetchPartition.builder().partition(index).partitionMaxBytes(1_000_000);
    }

    private static FetchRequest request(String topic, FetchPartition... partitions) {
        return FetchRequest.builder()
                .minBytes(1)
                .maxBytes(1_000_000)
                .maxWaitMs(0)
                .sessionEpoch(-1)
                .topics(List.of(FetchTopic.builder()
                        .topic(topic)
                        .partitions(List.of(partitions))
                        .build()))
                .build();
    }

    /** Records as the number of their bytes. */
    private static String text(Answer answer) {
        StringBuilder text = new StringBuilder(answer.text());
        for (String field : FIELDS) {
            List<Object> values = answer.values(field);
            if (!values.isEmpty()) {
                text.append(' ').append(field).append('=');
                text.append(String.join(
                        ",", values.stream().map(FetchWireTest::size).toList()));
            }
        }
        return text.toString();
    }

    private static String size(Object value) {
        return switch (value) {
            case ByteBuffer buffer -> String.valueOf(buffer.remaining());
            case org.apache.kafka.common.record.internal.BaseRecords records -> String.valueOf(records.sizeInBytes());
            default -> value.toString();
        };
    }
}

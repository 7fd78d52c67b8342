package io.weir.broker.wire;

import io.weir.protocol.messages.DeleteRecordsRequest;
import io.weir.protocol.messages.DeleteRecordsRequest.DeleteRecordsPartition;
import io.weir.protocol.messages.DeleteRecordsRequest.DeleteRecordsTopic;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import java.util.List;
import java.util.stream.Stream;

/** Finding offsets by time and by epoch, and deleting what lies before one. */
class OffsetsWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(byTimestamp(), bySpecialTimestamp(), listed(), byEpoch(), deleted())
                .flatMap(List::stream)
                .toList();
    }

    private static Row list(String name, long timestamp, int version, String expected) {
        return row(name, scene -> list(scene, filled(scene), at(timestamp), version), expected);
    }

    private static List<Row> byTimestamp() {
        return List.of(
                list(
                        "the first record's time",
                        Batches.TIME_MS,
                        10,
                        "NONE timestamp=1720000000000 offset=0 leader_epoch=0"),
                list(
                        "the last record's time",
                        Batches.TIME_MS + 2,
                        10,
                        "NONE timestamp=1720000000002 offset=2 leader_epoch=0"),
                list("before all records", 0, 10, "NONE timestamp=1720000000000 offset=0 leader_epoch=0"),
                list("behind all records", Batches.TIME_MS + 3, 10, "NONE timestamp=-1 offset=-1 leader_epoch=-1"),
                list("the end of time", Long.MAX_VALUE, 10, "NONE timestamp=-1 offset=-1 leader_epoch=-1"),
                list("version 1", Batches.TIME_MS + 1, 1, "NONE timestamp=1720000000001 offset=1 leader_epoch="));
    }

    private static List<Row> bySpecialTimestamp() {
        return List.of(
                list("latest", -1, 10, "NONE timestamp=-1 offset=3 leader_epoch=0"),
                list("latest in version 1", -1, 1, "NONE timestamp=-1 offset=3 leader_epoch="),
                list("earliest", -2, 10, "NONE timestamp=-1 offset=0 leader_epoch=0"),
                list("max timestamp", -3, 7, "NONE timestamp=1720000000002 offset=2 leader_epoch=0"),
                list("max timestamp in version 6", -3, 6, "UNSUPPORTED_VERSION timestamp=-1 offset=-1 leader_epoch=-1"),
                list("earliest local", -4, 8, "NONE timestamp=-1 offset=0 leader_epoch=0"),
                list(
                        "earliest local in version 7",
                        -4,
                        7,
                        "UNSUPPORTED_VERSION timestamp=-1 offset=-1 leader_epoch=-1"),
                list("latest tiered", -5, 9, "NONE timestamp=-1 offset=-1 leader_epoch=-1"),
                list("latest tiered in version 8", -5, 8, "UNSUPPORTED_VERSION timestamp=-1 offset=-1 leader_epoch=-1"),
                list("earliest pending upload", -6, 11, "NONE timestamp=-1 offset=-1 leader_epoch=-1"),
                list(
                        "earliest pending upload in version 10",
                        -6,
                        10,
                        "UNSUPPORTED_VERSION timestamp=-1 offset=-1 leader_epoch=-1"),
                list("timestamp -7", -7, 11, "UNSUPPORTED_VERSION timestamp=-1 offset=-1 leader_epoch=-1"),
                list(
                        "timestamp least",
                        Long.MIN_VALUE,
                        10,
                        "UNSUPPORTED_VERSION timestamp=-1 offset=-1 leader_epoch=-1"));
    }

    private static List<Row> listed() {
        return List.of(
                row(
                        "latest of an empty partition",
                        scene -> list(scene, scene.topic(1), at(-1), 10),
                        "NONE timestamp=-1 offset=0 leader_epoch=0"),
                row(
                        "earliest of an empty partition",
                        scene -> list(scene, scene.topic(1), at(-2), 10),
                        "NONE timestamp=-1 offset=0 leader_epoch=0"),
                row(
                        "max timestamp of an empty partition",
                        scene -> list(scene, scene.topic(1), at(-3), 10),
                        "NONE timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "a time in an empty partition",
                        scene -> list(scene, scene.topic(1), at(5), 10),
                        "NONE timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "unknown topic",
                        scene -> list(scene, Scene.unusedName(), at(-1), 10),
                        "UNKNOWN_TOPIC_OR_PARTITION timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "unknown partition",
                        scene -> list(scene, filled(scene), at(-1, 5, -1), 10),
                        "UNKNOWN_TOPIC_OR_PARTITION timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "negative partition",
                        scene -> list(scene, filled(scene), at(-1, -1, -1), 10),
                        "UNKNOWN_TOPIC_OR_PARTITION timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "the leader epoch there is",
                        scene -> list(scene, filled(scene), at(-1, 0, 0), 10),
                        "NONE timestamp=-1 offset=3 leader_epoch=0"),
                row(
                        "a later leader epoch",
                        scene -> list(scene, filled(scene), at(-1, 0, 9), 10),
                        "UNKNOWN_LEADER_EPOCH timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "a negative leader epoch",
                        scene -> list(scene, filled(scene), at(-1, 0, -9), 10),
                        "FENCED_LEADER_EPOCH timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                                "a partition twice",
                                OffsetsWireTest::listTwice,
                                "INVALID_REQUEST, INVALID_REQUEST timestamp=-1,-1 offset=-1,-1 leader_epoch=-1,-1")
                        .unlike("INVALID_REQUEST timestamp=-1 offset=-1 leader_epoch=-1"),
                row("read committed", scene -> list(scene, 1, -1), "NONE timestamp=-1 offset=3 leader_epoch=0"),
                row(
                                "isolation level 2",
                                scene -> list(scene, 2, -1),
                                "INVALID_REQUEST timestamp=-1 offset=-1 leader_epoch=-1")
                        .unlike("UNKNOWN_SERVER_ERROR timestamp=-1 offset=-1 leader_epoch=-1"),
                row(
                        "as a debugging consumer",
                        scene -> list(scene, 0, -2),
                        "NONE timestamp=-1 offset=3 leader_epoch=0"),
                row("as a follower", scene -> list(scene, 0, 77), "NONE timestamp=-1 offset=3 leader_epoch=0"));
    }

    private static List<Row> byEpoch() {
        return List.of(
                row("epoch 0", scene -> epoch(scene, filled(scene), 0, -1, 0), "NONE leader_epoch=0 end_offset=3"),
                row("epoch 1", scene -> epoch(scene, filled(scene), 0, -1, 1), "NONE leader_epoch=-1 end_offset=-1"),
                row("epoch -1", scene -> epoch(scene, filled(scene), 0, -1, -1), "NONE leader_epoch=-1 end_offset=-1"),
                row("epoch -5", scene -> epoch(scene, filled(scene), 0, -1, -5), "NONE leader_epoch=-1 end_offset=-1")
                        .unlike("NONE leader_epoch=-5 end_offset=0"),
                row(
                        "epoch 0 of an empty partition",
                        scene -> epoch(scene, scene.topic(1), 0, -1, 0),
                        "NONE leader_epoch=0 end_offset=0"),
                row(
                        "epoch 1 of an empty partition",
                        scene -> epoch(scene, scene.topic(1), 0, -1, 1),
                        "NONE leader_epoch=-1 end_offset=-1"),
                row(
                        "epoch asked at a later leader",
                        scene -> epoch(scene, filled(scene), 0, 4, 0),
                        "UNKNOWN_LEADER_EPOCH leader_epoch=-1 end_offset=-1"),
                row(
                        "epoch of an unknown topic",
                        scene -> epoch(scene, Scene.unusedName(), 0, -1, 0),
                        "UNKNOWN_TOPIC_OR_PARTITION leader_epoch=-1 end_offset=-1"),
                row(
                        "epoch of an unknown partition",
                        scene -> epoch(scene, filled(scene), 3, -1, 0),
                        "UNKNOWN_TOPIC_OR_PARTITION leader_epoch=-1 end_offset=-1"));
    }

    private static List<Row> deleted() {
        return List.of(
                row("delete before 2", scene -> delete(scene, filled(scene), 0, 2), "NONE low_watermark=2"),
                row("delete all", scene -> delete(scene, filled(scene), 0, -1), "NONE low_watermark=3"),
                row("delete up to the end", scene -> delete(scene, filled(scene), 0, 3), "NONE low_watermark=3"),
                row(
                        "delete behind the end",
                        scene -> delete(scene, filled(scene), 0, 4),
                        "OFFSET_OUT_OF_RANGE low_watermark=-1"),
                row(
                        "delete before -2",
                        scene -> delete(scene, filled(scene), 0, -2),
                        "OFFSET_OUT_OF_RANGE low_watermark=-1"),
                row(
                        "delete of an unknown topic",
                        scene -> delete(scene, Scene.unusedName(), 0, 1),
                        "UNKNOWN_TOPIC_OR_PARTITION low_watermark=-1"),
                row(
                        "delete of an unknown partition",
                        scene -> delete(scene, filled(scene), 9, 1),
                        "UNKNOWN_TOPIC_OR_PARTITION low_watermark=-1"),
                row(
                        "delete of an internal topic",
                        OffsetsWireTest::deleteInternal,
                        "INVALID_TOPIC_EXCEPTION low_watermark=-1"),
                row(
                        "delete the same again",
                        OffsetsWireTest::deleteTwice,
                        "NONE low_watermark=2; NONE low_watermark=2; NONE low_watermark=3"));
    }

    private static String filled(Scene scene) {
        String topic = scene.topic(1);
        scene.produce(topic, Batches.of(3));
        return topic;
    }

    private static ListOffsetsPartition at(long timestamp) {
        return at(timestamp, 0, -1);
    }

    private static ListOffsetsPartition at(long timestamp, int partition, int leaderEpoch) {
        return ListOffsetsPartition.builder()
                .partitionIndex(partition)
                .currentLeaderEpoch(leaderEpoch)
                .timestamp(timestamp)
                .build();
    }

    private static ListOffsetsRequest request(String topic, ListOffsetsPartition... partitions) {
        return ListOffsetsRequest.builder()
                .replicaId(-1)
                .topics(List.of(ListOffsetsTopic.builder()
                        .name(topic)
                        .partitions(List.of(partitions))
                        .build()))
                .build();
    }

    private static String list(Scene scene, String topic, ListOffsetsPartition partition, int version) {
        return text(scene.call(request(topic, partition), version));
    }

    private static String list(Scene scene, int isolationLevel, int replicaId) {
        return text(scene.call(
                request(filled(scene), at(-1)).toBuilder()
                        .isolationLevel((byte) isolationLevel)
                        .replicaId(replicaId)
                        .build(),
                10));
    }

    private static String listTwice(Scene scene) {
        return text(scene.call(request(filled(scene), at(-1), at(-2)), 10));
    }

    private static String text(Answer answer) {
        return answer.text("timestamp", "offset", "leader_epoch");
    }

    private static String epoch(Scene scene, String topic, int partition, int currentEpoch, int epoch) {
        OffsetForLeaderEpochRequest request = OffsetForLeaderEpochRequest.builder()
                .replicaId(-1)
                .topics(List.of(OffsetForLeaderTopic.builder()
                        .topic(topic)
                        .partitions(List.of(OffsetForLeaderPartition.builder()
                                .partition(partition)
                                .currentLeaderEpoch(currentEpoch)
                                .leaderEpoch(epoch)
                                .build()))
                        .build()))
                .build();
        return scene.call(request, 4).text("leader_epoch", "end_offset");
    }

    private static String delete(Scene scene, String topic, int partition, long offset) {
        DeleteRecordsRequest request = DeleteRecordsRequest.builder()
                .timeoutMs(5_000)
                .topics(List.of(DeleteRecordsTopic.builder()
                        .name(topic)
                        .partitions(List.of(DeleteRecordsPartition.builder()
                                .partitionIndex(partition)
                                .offset(offset)
                                .build()))
                        .build()))
                .build();
        return scene.call(request, 2).text("low_watermark");
    }

    private static String deleteInternal(Scene scene) {
        scene.group();
        return delete(scene, "__consumer_offsets", 0, 0);
    }

    private static String deleteTwice(Scene scene) {
        String topic = filled(scene);
        return delete(scene, topic, 0, 2) + "; " + delete(scene, topic, 0, 1) + "; " + delete(scene, topic, 0, -1);
    }
}

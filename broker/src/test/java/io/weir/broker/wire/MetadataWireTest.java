package io.weir.broker.wire;

import io.weir.protocol.messages.DescribeClusterRequest;
import io.weir.protocol.messages.DescribeLogDirsRequest;
import io.weir.protocol.messages.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.weir.protocol.messages.DescribeTopicPartitionsRequest;
import io.weir.protocol.messages.DescribeTopicPartitionsRequest.Cursor;
import io.weir.protocol.messages.DescribeTopicPartitionsRequest.TopicRequest;
import io.weir.protocol.messages.FindCoordinatorRequest;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.messages.MetadataRequest.MetadataRequestTopic;
import io.weir.protocol.types.Uuid;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions about topics, brokers and coordinators. */
class MetadataWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(metadata(), topicPartitions(), cluster(), coordinators(), logDirs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> metadata() {
        return List.of(
                row(
                        "a topic",
                        scene -> metadata(scene, 12, named(scene.topic(2))),
                        "NONE, NONE, NONE partition_index=0,1 leader_id=1,1"),
                row(
                        "a topic by id",
                        scene -> metadata(scene, 12, byId(scene.idOf(scene.topic(2)))),
                        "NONE, NONE, NONE partition_index=0,1 leader_id=1,1"),
                row(
                        "an unknown topic",
                        scene -> metadata(scene, 12, named(Scene.unusedName())),
                        "UNKNOWN_TOPIC_OR_PARTITION partition_index= leader_id="),
                row(
                        "an unknown id",
                        scene -> metadata(scene, 12, byId(Uuid.random())),
                        "UNKNOWN_TOPIC_ID partition_index= leader_id="),
                row(
                                "neither name nor id",
                                scene -> metadata(scene, 12, byId(Uuid.ZERO)),
                                "INVALID_REQUEST partition_index= leader_id=")
                        .unlike("UNKNOWN_SERVER_ERROR partition_index= leader_id="),
                row(
                                "neither name nor id in version 13",
                                scene -> metadata(scene, 13, byId(Uuid.ZERO)),
                                "INVALID_REQUEST, NONE partition_index= leader_id=")
                        .unlike("UNKNOWN_SERVER_ERROR, UNKNOWN_SERVER_ERROR partition_index= leader_id="),
                row(
                        "an illegal name",
                        scene -> metadata(scene, 12, named("a b")),
                        "INVALID_TOPIC_EXCEPTION partition_index= leader_id="),
                row(
                        "an empty name",
                        scene -> metadata(scene, 12, named("")),
                        "INVALID_TOPIC_EXCEPTION partition_index= leader_id="),
                row(
                        "an illegal name, to be created",
                        scene -> created(scene, 12, "a b"),
                        "INVALID_TOPIC_EXCEPTION partition_index="),
                row(
                        "an empty name, to be created",
                        scene -> created(scene, 12, ""),
                        "INVALID_TOPIC_EXCEPTION partition_index="),
                row(
                        "two dots, to be created",
                        scene -> created(scene, 12, ".."),
                        "INVALID_TOPIC_EXCEPTION partition_index="),
                row(
                        "a long name, to be created",
                        scene -> created(scene, 12, "x".repeat(300)),
                        "INVALID_TOPIC_EXCEPTION partition_index="),
                row("no topics", scene -> metadata(scene, 12), " partition_index= leader_id="),
                row("a topic twice", MetadataWireTest::twice, "NONE, NONE partition_index=0 leader_id=1"),
                row("by name and id", MetadataWireTest::nameAndId, "NONE, NONE partition_index=0 leader_id=1"),
                row(
                        "a name in version 1",
                        scene -> created(scene, 1, "a b"),
                        "INVALID_TOPIC_EXCEPTION partition_index="),
                row("a null name in version 10", scene -> nullName(scene, 10), "INVALID_REQUEST"),
                row("an id in version 10", scene -> idInOldVersion(scene, 10), "INVALID_REQUEST"));
    }

    private static List<Row> topicPartitions() {
        return List.of(
                row(
                        "partitions of a topic",
                        scene -> partitions(scene, 10, null, scene.topic(2)),
                        "NONE, NONE, NONE partition_index=0,1"),
                row(
                        "partitions of an unknown topic",
                        scene -> partitions(scene, 10, null, Scene.unusedName()),
                        "UNKNOWN_TOPIC_OR_PARTITION partition_index="),
                row(
                        "partitions of an illegal topic",
                        scene -> partitions(scene, 10, null, "a b"),
                        "INVALID_TOPIC_EXCEPTION partition_index="),
                row(
                        "the first page",
                        scene -> partitions(scene, 1, null, scene.topic(3)),
                        "NONE, NONE partition_index=0,1"),
                row("the second page", scene -> page(scene, 1), "NONE, NONE partition_index=1,2"),
                row("a page behind the end", scene -> page(scene, 9), "NONE partition_index="),
                row("a page at -1", scene -> page(scene, -1), "INVALID_REQUEST partition_index="),
                row("a page of another topic", MetadataWireTest::foreignPage, "INVALID_REQUEST partition_index="),
                row(
                        "at most 0 partitions",
                        scene -> partitions(scene, 0, null, scene.topic(3)),
                        "NONE, NONE partition_index=0,1"),
                row(
                        "at most -1 partitions",
                        scene -> partitions(scene, -1, null, scene.topic(3)),
                        "NONE, NONE partition_index=0,1"));
    }

    private static List<Row> cluster() {
        return List.of(
                row("cluster", scene -> cluster(scene, 1, 2), "NONE broker_id=1"),
                row("the controllers", scene -> cluster(scene, 2, 2), "MISMATCHED_ENDPOINT_TYPE broker_id="),
                row("endpoints of type 0", scene -> cluster(scene, 0, 2), "UNSUPPORTED_ENDPOINT_TYPE broker_id="),
                row("endpoints of type 9", scene -> cluster(scene, 9, 1), "UNSUPPORTED_ENDPOINT_TYPE broker_id="));
    }

    private static List<Row> coordinators() {
        return List.of(
                row("coordinator of a group", scene -> coordinators(scene, 0, 4, scene.group()), "NONE node_id=1"),
                row("coordinator of an empty group", scene -> coordinators(scene, 0, 4, ""), "NONE node_id=1"),
                row("coordinators of none", scene -> coordinators(scene, 0, 4), " node_id="),
                row(
                        "coordinators of two",
                        scene -> coordinators(scene, 0, 4, scene.group(), "b"),
                        "NONE, NONE node_id=1,1"),
                row(
                        "coordinator of type 2 in version 5",
                        scene -> coordinators(scene, 2, 5, "g:x:0"),
                        "INVALID_REQUEST node_id=-1"),
                row("coordinator of type 3", scene -> coordinators(scene, 3, 6, "x"), "INVALID_REQUEST node_id=-1"),
                row("coordinator of type -1", scene -> coordinators(scene, -1, 4, "x"), "INVALID_REQUEST node_id=-1"),
                row(
                        "coordinator of type 9, version 3",
                        scene -> coordinator(scene, 9, 3),
                        "INVALID_REQUEST node_id=-1"),
                row("coordinator of a group, version 0", scene -> coordinator(scene, 0, 0), "NONE node_id=1"));
    }

    private static List<Row> logDirs() {
        return List.of(
                row(
                        "folders of a topic",
                        scene -> folders(scene, scene.topic(2), 0, 1),
                        "NONE, NONE partition_index=0,1 partition_size=0,0"),
                row(
                        "folders of an unknown partition",
                        scene -> folders(scene, scene.topic(1), 5),
                        "NONE, NONE partition_index= partition_size="),
                row(
                        "folders of an unknown topic",
                        scene -> folders(scene, Scene.unusedName(), 0),
                        "NONE, NONE partition_index= partition_size="));
    }

    private static MetadataRequestTopic named(@Nullable String name) {
        return MetadataRequestTopic.builder().name(name).build();
    }

    private static MetadataRequestTopic byId(Uuid id) {
        return MetadataRequestTopic.builder().name(null).topicId(id).build();
    }

    private static MetadataRequest request(boolean create, MetadataRequestTopic... topics) {
        return MetadataRequest.builder()
                .topics(List.of(topics))
                .allowAutoTopicCreation(create)
                .build();
    }

    private static String metadata(Scene scene, int version, MetadataRequestTopic... topics) {
        return scene.call(request(false, topics), version).text("partition_index", "leader_id");
    }

    private static String created(Scene scene, int version, String name) {
        return scene.call(request(true, named(name)), version).text("partition_index");
    }

    private static String twice(Scene scene) {
        String topic = scene.topic(1);
        return metadata(scene, 12, named(topic), named(topic));
    }

    private static String nameAndId(Scene scene) {
        String topic = scene.topic(1);
        return metadata(
                scene, 12, byId(scene.idOf(topic)).toBuilder().name(topic).build());
    }

    private static String nullName(Scene scene, int version) {
        return scene.call(request(true, named(null)), version).text();
    }

    private static String idInOldVersion(Scene scene, int version) {
        return scene.call(request(true, byId(scene.idOf(scene.topic(1)))), version)
                .text();
    }

    private static String partitions(Scene scene, int limit, @Nullable Cursor cursor, String... topics) {
        DescribeTopicPartitionsRequest request = DescribeTopicPartitionsRequest.builder()
                .topics(Arrays.stream(topics)
                        .map(topic -> TopicRequest.builder().name(topic).build())
                        .toList())
                .responsePartitionLimit(limit)
                .cursor(cursor)
                .build();
        return scene.call(request, 0).text("partition_index");
    }

    private static String page(Scene scene, int first) {
        String topic = scene.topic(3);
        return partitions(
                scene,
                1,
                Cursor.builder().topicName(topic).partitionIndex(first).build(),
                topic);
    }

    private static String foreignPage(Scene scene) {
        Cursor cursor = Cursor.builder().topicName(Scene.unusedName()).build();
        return partitions(scene, 10, cursor, scene.topic(1));
    }

    private static String cluster(Scene scene, int endpointType, int version) {
        DescribeClusterRequest request = DescribeClusterRequest.builder()
                .endpointType((byte) endpointType)
                .build();
        return scene.call(request, version).text("broker_id");
    }

    private static String coordinators(Scene scene, int type, int version, String... keys) {
        FindCoordinatorRequest request = FindCoordinatorRequest.builder()
                .keyType((byte) type)
                .coordinatorKeys(List.of(keys))
                .build();
        return scene.call(request, version).text("node_id");
    }

    private static String coordinator(Scene scene, int type, int version) {
        FindCoordinatorRequest request = FindCoordinatorRequest.builder()
                .keyType((byte) type)
                .key(scene.group())
                .build();
        return scene.call(request, version).text("node_id");
    }

    private static String folders(Scene scene, String topic, Integer... partitions) {
        DescribeLogDirsRequest request = DescribeLogDirsRequest.builder()
                .topics(List.of(DescribableLogDirTopic.builder()
                        .topic(topic)
                        .partitions(List.of(partitions))
                        .build()))
                .build();
        return scene.call(request, 4).text("partition_index", "partition_size");
    }
}

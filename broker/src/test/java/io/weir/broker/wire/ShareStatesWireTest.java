package io.weir.broker.wire;

import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.DescribeShareGroupOffsetsRequest;
import io.weir.protocol.messages.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.weir.protocol.messages.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestTopic;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** How far share groups have come: what brokers tell one another of it, and what administrators ask. */
class ShareStatesWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(beginnings(), writes(), reads(), ends(), told(), set(), forgotten())
                .flatMap(List::stream)
                .toList();
    }

    private static Row state(String name, Function<StateScene, String> steps, String expected) {
        return row(name, scene -> steps.apply(new StateScene(scene)), expected);
    }

    private static Row sharer(String name, Function<Sharer, String> steps, String expected) {
        return row(name, scene -> steps.apply(new Sharer(scene)), expected);
    }

    private static List<Row> beginnings() {
        return List.of(
                state("initialize", s -> s.initialize(0, 3, 10), "NONE"),
                state(
                        "initialize and read",
                        s -> s.initialize(0, 3, 10) + "; " + s.read(0, 0),
                        "NONE; NONE state_epoch=3 start_offset=10 first_offset= last_offset="),
                state("initialize twice", s -> s.initialize(0, 3, 10) + "; " + s.initialize(0, 3, 20), "NONE; NONE"),
                state(
                        "initialize for an older epoch",
                        s -> s.initialize(0, 3, 10) + "; " + s.initialize(0, 2, 20),
                        "NONE; FENCED_STATE_EPOCH"),
                state(
                        "initialize for no epoch",
                        s -> s.initialize(0, 3, 10) + "; " + s.initialize(0, -1, 20),
                        "NONE; NONE"),
                state(
                        "initialize from no offset",
                        s -> s.initialize(0, 3, -1) + "; " + s.read(0, 0),
                        "NONE; NONE state_epoch=3 start_offset=-1 first_offset= last_offset="),
                state(
                        "initialize a partition that is not there",
                        s -> s.initialize(7, 3, 10),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                state("initialize a negative partition", s -> s.initialize(-1, 3, 10), "INVALID_REQUEST"),
                state(
                        "initialize for a topic nobody knows",
                        s -> s.of(new Uuid(1, 2)).initialize(0, 3, 10),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                state(
                        "initialize for no topic",
                        s -> s.of(Uuid.ZERO).initialize(0, 3, 10),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                state("initialize for a group without a name", s -> s.group("").initialize(0, 3, 10), ""));
    }

    private static List<Row> writes() {
        return List.of(
                state("write before the beginning", s -> s.write(0, 3, 0, 12), "INVALID_REQUEST"),
                state(
                        "write",
                        s -> s.begun().write(0, 3, 0, 12) + "; " + s.read(0, 0),
                        "NONE; NONE state_epoch=3 start_offset=12 first_offset= last_offset="),
                state(
                        "write without an offset",
                        s -> s.begun().write(0, 3, 0, -1) + "; " + s.read(0, 0),
                        "NONE; NONE state_epoch=3 start_offset=10 first_offset= last_offset="),
                state(
                        "write an offset before",
                        s -> s.begun().write(0, 3, 0, 5) + "; " + s.read(0, 0),
                        "NONE; NONE state_epoch=3 start_offset=5 first_offset= last_offset="),
                state(
                        "write batches",
                        s -> s.begun().write(0, 3, 0, 10, 12, 14) + "; " + s.read(0, 0),
                        "NONE; NONE state_epoch=3 start_offset=10 first_offset=12 last_offset=14"),
                state(
                        "write batches that overlap",
                        s -> s.begun().write(0, 3, 0, 10, 10, 19) + "; " + s.write(0, 3, 0, 10, 15, 24) + "; "
                                + s.read(0, 0),
                        "NONE; NONE; NONE state_epoch=3 start_offset=10 first_offset=10 last_offset=24"),
                state("write for an older state", s -> s.begun().write(0, 2, 0, 12), "FENCED_STATE_EPOCH"),
                state("write for a later state", s -> s.begun().write(0, 4, 0, 12), "NONE"),
                state("write for no state", s -> s.begun().write(0, -1, 0, 12), "NONE"),
                state("write for an older leader", s -> s.begun().led(5).write(0, 3, 4, 12), "FENCED_LEADER_EPOCH"),
                state("write for a later leader", s -> s.begun().led(5).write(0, 3, 6, 12), "NONE"),
                state("write for no leader", s -> s.begun().led(5).write(0, 3, -1, 12), "NONE"),
                state("write of a partition that is not there", s -> s.begun().write(7, 3, 0, 12), "INVALID_REQUEST"),
                state("write of a negative partition", s -> s.begun().write(-1, 3, 0, 12), "INVALID_REQUEST"),
                state(
                        "write of a topic nobody knows",
                        s -> s.begun().of(new Uuid(1, 2)).write(0, 3, 0, 12),
                        "INVALID_REQUEST"));
    }

    private static List<Row> reads() {
        return List.of(
                state(
                        "read before the beginning",
                        s -> s.read(0, 0),
                        "INVALID_REQUEST state_epoch=0 start_offset=0 first_offset= last_offset="),
                state(
                        "read for an older leader",
                        s -> s.begun().led(5).read(0, 4),
                        "FENCED_LEADER_EPOCH state_epoch=0 start_offset=0 first_offset= last_offset="),
                state(
                        "read for a later leader",
                        s -> s.begun().led(5).read(0, 6),
                        "NONE state_epoch=3 start_offset=10 first_offset= last_offset="),
                state(
                        "read for no leader",
                        s -> s.begun().led(5).read(0, -1),
                        "NONE state_epoch=3 start_offset=10 first_offset= last_offset="),
                state(
                        "read of a partition that is not there",
                        s -> s.begun().read(7, 0),
                        "INVALID_REQUEST state_epoch=0 start_offset=0 first_offset= last_offset="),
                state(
                        "read of a negative partition",
                        s -> s.begun().read(-1, 0),
                        "INVALID_REQUEST state_epoch=0 start_offset=0 first_offset= last_offset="),
                state(
                        "read of a topic nobody knows",
                        s -> s.begun().of(new Uuid(1, 2)).read(0, 0),
                        "INVALID_REQUEST state_epoch=0 start_offset=0 first_offset= last_offset="),
                state(
                        "summary before the beginning",
                        s -> s.summary(0),
                        "NONE state_epoch=0 leader_epoch=0 start_offset=-1 delivery_complete_count=-1"),
                state(
                        "summary",
                        s -> s.begun().summary(0),
                        "NONE state_epoch=3 leader_epoch=0 start_offset=10 delivery_complete_count=0"),
                state(
                        "summary of what was written",
                        s -> s.begun().written(12).summary(0),
                        "NONE state_epoch=3 leader_epoch=0 start_offset=12 delivery_complete_count=0"),
                state(
                        "summary of a partition that is not there",
                        s -> s.begun().summary(7),
                        "UNKNOWN_TOPIC_OR_PARTITION state_epoch=0 leader_epoch=0 start_offset=0"
                                + " delivery_complete_count=-1"),
                state(
                        "summary of a negative partition",
                        s -> s.begun().summary(-1),
                        "INVALID_REQUEST state_epoch=0 leader_epoch=0 start_offset=0 delivery_complete_count=-1"),
                state(
                        "summary of a topic nobody knows",
                        s -> s.begun().of(new Uuid(1, 2)).summary(0),
                        "UNKNOWN_TOPIC_OR_PARTITION state_epoch=0 leader_epoch=0 start_offset=0"
                                + " delivery_complete_count=-1"));
    }

    private static List<Row> ends() {
        return List.of(
                state(
                        "delete",
                        s -> s.begun().delete(0) + "; " + s.read(0, 0),
                        "NONE; INVALID_REQUEST state_epoch=0 start_offset=0 first_offset= last_offset="),
                state("delete before the beginning", s -> s.delete(0), "NONE"),
                state("delete twice", s -> s.begun().delete(0) + "; " + s.delete(0), "NONE; NONE"),
                state(
                        "delete of a partition that is not there",
                        s -> s.begun().delete(7),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                state("delete of a negative partition", s -> s.begun().delete(-1), "INVALID_REQUEST"),
                state(
                        "delete of a topic nobody knows",
                        s -> s.begun().of(new Uuid(1, 2)).delete(0),
                        "UNKNOWN_TOPIC_OR_PARTITION"));
    }

    private static List<Row> told() {
        return List.of(
                sharer(
                        "describe a group nobody knows",
                        s -> describe(s.scene, s.group, s.topic, 0),
                        "NONE, NONE start_offset=-1 lag=-1"),
                sharer(
                        "describe all of a group nobody knows",
                        s -> describeAll(s.scene, s.group),
                        "NONE start_offset= lag="),
                sharer("describe a group without a name", s -> describeAll(s.scene, ""), "NONE start_offset= lag="),
                sharer(
                        "describe a new group",
                        s -> describe(s.assigned().scene, s.group, s.topic, 0),
                        "NONE, NONE start_offset=-1 lag=-1"),
                sharer(
                        "describe",
                        s -> describe(s.begun().done().scene, s.group, s.topic, 0),
                        "NONE, NONE start_offset=0 lag=0"),
                sharer(
                        "describe all",
                        s -> describeAll(s.begun().done().scene, s.group),
                        "NONE, NONE start_offset=0 lag=0"),
                sharer(
                        "describe a topic nobody knows",
                        s -> describe(s.begun().done().scene, s.group, "nope", 0),
                        "NONE, NONE start_offset=-1 lag=-1"),
                sharer(
                                "describe a negative partition",
                                s -> describe(s.begun().done().scene, s.group, s.topic, -1),
                                "NONE, NONE start_offset=-1 lag=-1")
                        .unlike("UNKNOWN_SERVER_ERROR start_offset= lag="));
    }

    private static List<Row> set() {
        return List.of(
                sharer("set of a group nobody knows", s -> alter(s, s.group, s.topic, 0, 2), "NONE, NONE"),
                sharer(
                        "set of a group nobody knows, and describe",
                        s -> alter(s, s.group, s.topic, 0, 2) + "; " + describe(s.scene, s.group, s.topic, 0),
                        "NONE, NONE; NONE, NONE start_offset=2 lag=-2"),
                sharer("set of a group without a name", s -> alter(s, "", s.topic, 0, 2), "INVALID_GROUP_ID"),
                sharer("set of a group with members", s -> alter(s.begun(), s.group, s.topic, 0, 2), "NON_EMPTY_GROUP"),
                sharer(
                        "set of a group that is left",
                        s -> alter(s.begun().left(), s.group, s.topic, 0, 2),
                        "NONE, NONE"),
                sharer("set to a negative offset", s -> alter(s.begun().left(), s.group, s.topic, 0, -1), "NONE, NONE"),
                sharer("set to an offset to come", s -> alter(s.begun().left(), s.group, s.topic, 0, 99), "NONE, NONE"),
                sharer(
                        "set of a topic nobody knows",
                        s -> alter(s.begun().left(), s.group, "nope", 0, 2),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer(
                        "set of a partition that is not there",
                        s -> alter(s.begun().left(), s.group, s.topic, 7, 2),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer(
                                "set of a negative partition",
                                s -> alter(s.begun().left(), s.group, s.topic, -1, 2),
                                "NONE, UNKNOWN_TOPIC_OR_PARTITION")
                        .unlike("UNKNOWN_SERVER_ERROR"));
    }

    private static List<Row> forgotten() {
        return List.of(
                sharer("forget of a group nobody knows", s -> delete(s.scene, s.group, s.topic), "GROUP_ID_NOT_FOUND"),
                sharer("forget of a group without a name", s -> delete(s.scene, "", s.topic), "INVALID_GROUP_ID"),
                sharer(
                        "forget of a group with members",
                        s -> delete(s.begun().scene, s.group, s.topic),
                        "NON_EMPTY_GROUP"),
                sharer(
                        "forget of a group that is left",
                        s -> delete(s.begun().left().scene, s.group, s.topic),
                        "NONE, NONE"),
                sharer(
                        "forget twice",
                        s -> delete(s.begun().left().scene, s.group, s.topic) + "; "
                                + delete(s.scene, s.group, s.topic),
                        "NONE, NONE; NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer(
                        "forget a topic nobody knows",
                        s -> delete(s.begun().left().scene, s.group, "nope"),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer("forget nothing", s -> delete(s.begun().left().scene, s.group), "NONE"));
    }

    private static String describe(Scene scene, String group, String topic, int partition) {
        return describe(
                scene,
                DescribeShareGroupOffsetsRequestGroup.builder()
                        .groupId(group)
                        .topics(List.of(DescribeShareGroupOffsetsRequestTopic.builder()
                                .topicName(topic)
                                .partitions(List.of(partition))
                                .build()))
                        .build());
    }

    private static String describeAll(Scene scene, String group) {
        return describe(
                scene,
                DescribeShareGroupOffsetsRequestGroup.builder()
                        .groupId(group)
                        .topics(null)
                        .build());
    }

    private static String describe(Scene scene, DescribeShareGroupOffsetsRequestGroup group) {
        return scene.call(
                        DescribeShareGroupOffsetsRequest.builder()
                                .groups(List.of(group))
                                .build(),
                        1)
                .text("start_offset", "lag");
    }

    private static String alter(Sharer sharer, String group, String topic, int partition, long offset) {
        return sharer.scene
                .call(
                        AlterShareGroupOffsetsRequest.builder()
                                .groupId(group)
                                .topics(List.of(AlterShareGroupOffsetsRequestTopic.builder()
                                        .topicName(topic)
                                        .partitions(List.of(AlterShareGroupOffsetsRequestPartition.builder()
                                                .partitionIndex(partition)
                                                .startOffset(offset)
                                                .build()))
                                        .build()))
                                .build(),
                        0)
                .text();
    }

    private static String delete(Scene scene, String group, String... topics) {
        return scene.call(
                        DeleteShareGroupOffsetsRequest.builder()
                                .groupId(group)
                                .topics(Stream.of(topics)
                                        .map(topic -> DeleteShareGroupOffsetsRequestTopic.builder()
                                                .topicName(topic)
                                                .build())
                                        .toList())
                                .build(),
                        0)
                .text();
    }
}

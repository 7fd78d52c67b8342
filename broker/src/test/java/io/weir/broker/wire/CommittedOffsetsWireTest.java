package io.weir.broker.wire;

import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.weir.protocol.messages.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.types.Uuid;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Committing, asking for and forgetting a group's offsets. */
class CommittedOffsetsWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(commits(), fetches(), deletions())
                .flatMap(List::stream)
                .toList();
    }

    private static Row commit(
            String name, UnaryOperator<OffsetCommitRequestPartition.Builder> change, String expected) {
        return row(
                name,
                scene -> scene.call(
                                request(scene.group(), scene.topic(1), change.apply(partition(0, 5)))
                                        .build(),
                                9)
                        .text(),
                expected);
    }

    private static Row whole(String name, UnaryOperator<OffsetCommitRequest.Builder> change, String expected) {
        return row(
                name,
                scene -> scene.call(
                                change.apply(request(scene.group(), scene.topic(1), partition(0, 5)))
                                        .build(),
                                9)
                        .text(),
                expected);
    }

    private static List<Row> commits() {
        return List.of(
                commit("commit", p -> p, "NONE"),
                commit("commit with text", p -> p.committedMetadata("here"), "NONE"),
                commit("commit with null text", p -> p.committedMetadata(null), "NONE"),
                commit("commit with 4096 bytes of text", p -> p.committedMetadata("x".repeat(4096)), "NONE"),
                commit(
                        "commit with 4097 bytes of text",
                        p -> p.committedMetadata("x".repeat(4097)),
                        "OFFSET_METADATA_TOO_LARGE"),
                commit("commit offset -1", p -> p.committedOffset(-1), "NONE"),
                commit("commit offset -5", p -> p.committedOffset(-5), "NONE"),
                commit("commit an unknown partition", p -> p.partitionIndex(7), "UNKNOWN_TOPIC_OR_PARTITION"),
                commit("commit a negative partition", p -> p.partitionIndex(-1), "UNKNOWN_TOPIC_OR_PARTITION"),
                whole("commit for an empty group", r -> r.groupId(""), "NONE"),
                whole("commit in a generation there is not", r -> r.generationIdOrMemberEpoch(3), "GROUP_ID_NOT_FOUND"),
                whole("commit as a member there is not", r -> r.memberId("me"), "NONE"),
                whole(
                        "commit as a member in a generation there are not",
                        r -> r.memberId("me").generationIdOrMemberEpoch(3),
                        "GROUP_ID_NOT_FOUND"),
                whole("commit as an instance there is not", r -> r.groupInstanceId("i"), "NONE"),
                whole("commit nothing", r -> r.topics(List.of()), ""),
                row(
                        "commit for an unknown topic",
                        CommittedOffsetsWireTest::commitUnknownTopic,
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                row("commit by an unknown id", scene -> commitById(scene, Uuid.random()), "UNKNOWN_TOPIC_ID"),
                row("commit by the id zero", scene -> commitById(scene, Uuid.ZERO), "UNKNOWN_TOPIC_ID"),
                row("commit by id", scene -> commitById(scene, scene.idOf(scene.topic(1))), "NONE"),
                row("commit in version 2", CommittedOffsetsWireTest::commitOld, "NONE"));
    }

    private static List<Row> fetches() {
        return List.of(
                row("fetch what was committed", scene -> fetch(scene, 9, 0), "NONE, NONE committed_offset=5 metadata="),
                row(
                        "fetch what was committed, version 8",
                        scene -> fetch(scene, 8, 0),
                        "NONE, NONE committed_offset=5 metadata="),
                row(
                        "fetch what was committed, version 1",
                        scene -> fetchOld(scene, 1),
                        "NONE, NONE committed_offset=5,-1 metadata=,"),
                row(
                        "fetch what was committed, version 7",
                        scene -> fetchOld(scene, 7),
                        "NONE, NONE, NONE committed_offset=5,-1 metadata=,"),
                row("fetch another partition", scene -> fetch(scene, 9, 3), "NONE, NONE committed_offset=-1 metadata="),
                row(
                        "fetch all",
                        scene -> fetchAll(scene, committed(scene)[0], null, -1),
                        "NONE, NONE committed_offset=5 metadata="),
                row(
                        "fetch all of an unknown group",
                        scene -> fetchAll(scene, scene.group(), null, -1),
                        "NONE committed_offset= metadata="),
                row(
                        "fetch all of an empty group",
                        scene -> fetchAll(scene, "", null, -1),
                        "NONE, NONE committed_offset=5 metadata="),
                row(
                        "fetch as a member there is not",
                        scene -> fetchAll(scene, committed(scene)[0], "me", 3),
                        "NONE, NONE committed_offset=5 metadata="),
                row(
                        "fetch by an unknown id",
                        scene -> fetchById(scene, Uuid.random()),
                        "UNKNOWN_TOPIC_ID, NONE committed_offset=-1 metadata="),
                row("fetch no group", scene -> groups(scene, 9), " committed_offset= metadata="),
                row(
                        "fetch a group twice",
                        CommittedOffsetsWireTest::fetchTwice,
                        "NONE, NONE, NONE, NONE committed_offset=5,5 metadata=,"));
    }

    private static List<Row> deletions() {
        return List.of(
                row("forget", scene -> forget(scene, committed(scene), 0), "NONE, NONE"),
                row(
                        "forget what is not there",
                        scene -> forget(scene, committed(scene), 5),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                row("forget of an unknown group", CommittedOffsetsWireTest::forgetUnknown, "GROUP_ID_NOT_FOUND"),
                row(
                        "forget of an empty group",
                        scene -> forget(scene, new String[] {"", scene.topic(1)}, 0),
                        "INVALID_GROUP_ID"),
                row("forget nothing", scene -> forget(scene, committed(scene)), "NONE"),
                row(
                        "forget of an unknown topic",
                        CommittedOffsetsWireTest::forgetUnknownTopic,
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"));
    }

    private static OffsetCommitRequestPartition.Builder partition(int index, long offset) {
        return OffsetCommitRequestPartition.builder()
                .partitionIndex(index)
                .committedOffset(offset)
                .committedMetadata("");
    }

    private static OffsetCommitRequest.Builder request(
            String group, String topic, OffsetCommitRequestPartition.Builder partition) {
        return OffsetCommitRequest.builder()
                .groupId(group)
                .topics(List.of(OffsetCommitRequestTopic.builder()
                        .name(topic)
                        .partitions(List.of(partition.build()))
                        .build()));
    }

    private static String commitUnknownTopic(Scene scene) {
        return scene.call(
                        request(scene.group(), Scene.unusedName(), partition(0, 5))
                                .build(),
                        9)
                .text();
    }

    private static String commitOld(Scene scene) {
        return scene.call(
                        request(scene.group(), scene.topic(1), partition(0, 5)).build(), 2)
                .text();
    }

    private static String commitById(Scene scene, Uuid id) {
        OffsetCommitRequest request = OffsetCommitRequest.builder()
                .groupId(scene.group())
                .topics(List.of(OffsetCommitRequestTopic.builder()
                        .topicId(id)
                        .partitions(List.of(partition(0, 5).build()))
                        .build()))
                .build();
        return scene.call(request, 10).text();
    }

    /** Group and topic of an offset that is committed. */
    private static String[] committed(Scene scene) {
        String group = scene.group();
        String topic = scene.topic(1);
        scene.call(request(group, topic, partition(0, 5)).build(), 9);
        return new String[] {group, topic};
    }

    private static OffsetFetchRequestGroup.Builder group(String name) {
        return OffsetFetchRequestGroup.builder().groupId(name).topics(null);
    }

    private static String groups(Scene scene, int version, OffsetFetchRequestGroup... groups) {
        return scene.call(OffsetFetchRequest.builder().groups(List.of(groups)).build(), version)
                .text("committed_offset", "metadata");
    }

    private static String fetch(Scene scene, int version, int partition) {
        String[] committed = committed(scene);
        return groups(
                scene,
                version,
                group(committed[0])
                        .topics(List.of(OffsetFetchRequestTopics.builder()
                                .name(committed[1])
                                .partitionIndexes(List.of(partition))
                                .build()))
                        .build());
    }

    private static String fetchOld(Scene scene, int version) {
        String[] committed = committed(scene);
        OffsetFetchRequest request = OffsetFetchRequest.builder()
                .groupId(committed[0])
                .topics(List.of(OffsetFetchRequestTopic.builder()
                        .name(committed[1])
                        .partitionIndexes(List.of(0, 1))
                        .build()))
                .build();
        return scene.call(request, version).text("committed_offset", "metadata");
    }

    private static String fetchAll(Scene scene, String group, @Nullable String member, int epoch) {
        return groups(scene, 9, group(group).memberId(member).memberEpoch(epoch).build());
    }

    private static String fetchById(Scene scene, Uuid id) {
        return groups(
                scene,
                10,
                group(scene.group())
                        .topics(List.of(OffsetFetchRequestTopics.builder()
                                .topicId(id)
                                .partitionIndexes(List.of(0))
                                .build()))
                        .build());
    }

    private static String fetchTwice(Scene scene) {
        String name = committed(scene)[0];
        return groups(scene, 9, group(name).build(), group(name).build());
    }

    private static String forget(Scene scene, String[] groupAndTopic, Integer... partitions) {
        OffsetDeleteRequest request = OffsetDeleteRequest.builder()
                .groupId(groupAndTopic[0])
                .topics(List.of(OffsetDeleteRequestTopic.builder()
                        .name(groupAndTopic[1])
                        .partitions(Arrays.stream(partitions)
                                .map(index -> OffsetDeleteRequestPartition.builder()
                                        .partitionIndex(index)
                                        .build())
                                .toList())
                        .build()))
                .build();
        return scene.call(request, 0).text();
    }

    private static String forgetUnknown(Scene scene) {
        return forget(scene, new String[] {scene.group(), scene.topic(1)}, 0);
    }

    private static String forgetUnknownTopic(Scene scene) {
        return forget(scene, new String[] {committed(scene)[0], Scene.unusedName()}, 0);
    }
}

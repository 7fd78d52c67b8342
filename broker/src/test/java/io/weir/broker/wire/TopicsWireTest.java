package io.weir.broker.wire;

import io.weir.protocol.messages.CreatePartitionsRequest;
import io.weir.protocol.messages.CreatePartitionsRequest.CreatePartitionsAssignment;
import io.weir.protocol.messages.CreatePartitionsRequest.CreatePartitionsTopic;
import io.weir.protocol.messages.CreateTopicsRequest;
import io.weir.protocol.messages.CreateTopicsRequest.CreatableReplicaAssignment;
import io.weir.protocol.messages.CreateTopicsRequest.CreatableTopic;
import io.weir.protocol.messages.CreateTopicsRequest.CreatableTopicConfig;
import io.weir.protocol.messages.DeleteTopicsRequest;
import io.weir.protocol.messages.DeleteTopicsRequest.DeleteTopicState;
import io.weir.protocol.types.Uuid;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Topics that cannot be created, enlarged or deleted as asked. */
class TopicsWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(names(), counts(), assignments(), configs(), requests(), growths(), deletions())
                .flatMap(List::stream)
                .toList();
    }

    private static Row create(String name, UnaryOperator<CreatableTopic.Builder> topic, String expected) {
        return row(
                name,
                scene -> create(scene, topic.apply(topic(Scene.unusedName())).build()),
                expected);
    }

    private static Row grow(String name, UnaryOperator<CreatePartitionsTopic.Builder> growth, String expected) {
        return row(name, scene -> grow(scene, growth.apply(growth(scene.topic(2)))), expected);
    }

    private static List<Row> names() {
        return List.of(
                create("a good name", t -> t, "NONE num_partitions=1 replication_factor=1"),
                create(
                        "an empty name",
                        t -> t.name(""),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create("a dot", t -> t.name("."), "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                        "two dots",
                        t -> t.name(".."),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                        "three dots",
                        t -> t.name("..." + Scene.unusedName()),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "a space",
                        t -> t.name("a b"),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                        "a slash",
                        t -> t.name("a/b"),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                        "a letter that is not ASCII",
                        t -> t.name("größe"),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                        "a zero character",
                        t -> t.name("a\0b"),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                        "249 characters",
                        t -> t.name((Scene.unusedName() + "x".repeat(249)).substring(0, 249)),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "250 characters",
                        t -> t.name("x".repeat(250)),
                        "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1"),
                create(
                                "32767 characters",
                                t -> t.name("x".repeat(32_767)),
                                "INVALID_TOPIC_EXCEPTION num_partitions=-1 replication_factor=-1")
                        .unlike("UNKNOWN_SERVER_ERROR num_partitions=-1 replication_factor=-1"),
                create(
                        "the metadata log's name",
                        t -> t.name("__cluster_metadata"),
                        "INVALID_REQUEST num_partitions=-1 replication_factor=-1"),
                row(
                        "a name that is taken",
                        scene -> create(scene, topic(scene.topic(1)).build()),
                        "TOPIC_ALREADY_EXISTS num_partitions=-1 replication_factor=-1"),
                row(
                        "a name that differs by dot and underscore",
                        TopicsWireTest::collide,
                        "NONE num_partitions=1 replication_factor=1; INVALID_TOPIC_EXCEPTION num_partitions=-1"
                                + " replication_factor=-1"));
    }

    private static List<Row> counts() {
        return List.of(
                create(
                        "partitions as the broker likes",
                        t -> t.numPartitions(-1),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "zero partitions",
                        t -> t.numPartitions(0),
                        "INVALID_PARTITIONS num_partitions=-1 replication_factor=-1"),
                create(
                        "-2 partitions",
                        t -> t.numPartitions(-2),
                        "INVALID_PARTITIONS num_partitions=-1 replication_factor=-1"),
                create(
                        "ten million partitions",
                        t -> t.numPartitions(10_000_000),
                        "POLICY_VIOLATION num_partitions=-1 replication_factor=-1"),
                create(
                        "2^31 - 1 partitions",
                        t -> t.numPartitions(Integer.MAX_VALUE),
                        "POLICY_VIOLATION num_partitions=-1 replication_factor=-1"),
                create(
                        "10,001 partitions",
                        t -> t.numPartitions(10_001),
                        "POLICY_VIOLATION num_partitions=-1 replication_factor=-1"),
                create(
                        "replication as the broker likes",
                        t -> t.replicationFactor((short) -1),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "zero replicas",
                        t -> t.replicationFactor((short) 0),
                        "INVALID_REPLICATION_FACTOR num_partitions=-1 replication_factor=-1"),
                create(
                        "-2 replicas",
                        t -> t.replicationFactor((short) -2),
                        "INVALID_REPLICATION_FACTOR num_partitions=-1 replication_factor=-1"),
                create(
                        "two replicas",
                        t -> t.replicationFactor((short) 2),
                        "INVALID_REPLICATION_FACTOR num_partitions=-1 replication_factor=-1"),
                create(
                        "32767 replicas",
                        t -> t.replicationFactor(Short.MAX_VALUE),
                        "INVALID_REPLICATION_FACTOR num_partitions=-1 replication_factor=-1"));
    }

    private static List<Row> assignments() {
        return List.of(
                create("assigned", t -> assigned(t, part(0, 1)), "NONE num_partitions=1 replication_factor=1"),
                create(
                        "assigned, with counts",
                        t -> assigned(t, part(0, 1)).numPartitions(1),
                        "INVALID_REQUEST num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned, with replication",
                        t -> assigned(t, part(0, 1)).replicationFactor((short) 1),
                        "INVALID_REQUEST num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned to a broker there is not",
                        t -> assigned(t, part(0, 5)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned to a negative broker",
                        t -> assigned(t, part(0, -1)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned to nobody",
                        t -> assigned(t, part(0)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned to a broker twice",
                        t -> assigned(t, part(0, 1, 1)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned from partition 1 on",
                        t -> assigned(t, part(1, 1)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned with a hole",
                        t -> assigned(t, part(0, 1), part(2, 1)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned twice",
                        t -> assigned(t, part(0, 1), part(0, 1)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned at partition -1",
                        t -> assigned(t, part(-1, 1)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"),
                create(
                        "assigned differently",
                        t -> assigned(t, part(0, 1), part(1, 1, 5)),
                        "INVALID_REPLICA_ASSIGNMENT num_partitions=-1 replication_factor=-1"));
    }

    private static List<Row> configs() {
        return List.of(
                create(
                        "a setting",
                        t -> t.configs(List.of(config("retention.ms", "5000"))),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "an unknown setting",
                        t -> t.configs(List.of(config("no.such.thing", "1"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "a setting without a name",
                        t -> t.configs(List.of(config("", "1"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "a setting without a value",
                        t -> t.configs(List.of(config("retention.ms", null))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "an empty value",
                        t -> t.configs(List.of(config("retention.ms", ""))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "text for a number",
                        t -> t.configs(List.of(config("retention.ms", "soon"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "a number too small",
                        t -> t.configs(List.of(config("retention.ms", "-2"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "a number too large",
                        t -> t.configs(List.of(config("segment.bytes", "9999999999"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "a word nobody knows",
                        t -> t.configs(List.of(config("cleanup.policy", "burn"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "two policies",
                        t -> t.configs(List.of(config("cleanup.policy", "compact,delete"))),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "an unknown codec",
                        t -> t.configs(List.of(config("compression.type", "rar"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "more in-sync replicas than replicas",
                        t -> t.configs(List.of(config("min.insync.replicas", "5"))),
                        "NONE num_partitions=1 replication_factor=1"),
                create(
                        "remote storage",
                        t -> t.configs(List.of(config("remote.storage.enable", "true"))),
                        "INVALID_CONFIG num_partitions=-1 replication_factor=-1"),
                create(
                        "a setting twice",
                        t -> t.configs(List.of(config("retention.ms", "1"), config("retention.ms", "2"))),
                        "NONE num_partitions=1 replication_factor=1"));
    }

    private static List<Row> requests() {
        CreatableTopic once = topic("once-" + Uuid.random().toString().replaceAll("[-_]", "x"))
                .build();
        return List.of(
                row("no topics", scene -> create(scene), " num_partitions= replication_factor="),
                row(
                        "a topic twice",
                        scene -> create(scene, once, once),
                        "INVALID_REQUEST num_partitions=-1 replication_factor=-1"),
                row(
                        "good and bad",
                        scene -> create(
                                scene,
                                topic(Scene.unusedName()).build(),
                                topic("a b").build()),
                        "NONE, INVALID_TOPIC_EXCEPTION num_partitions=1,-1 replication_factor=1,-1"),
                row(
                        "only to be checked",
                        scene -> validate(scene, 1),
                        "NONE num_partitions=1; then UNKNOWN_TOPIC_OR_PARTITION"),
                row(
                        "only to be checked, and bad",
                        scene -> validate(scene, 0),
                        "INVALID_PARTITIONS num_partitions=-1; then UNKNOWN_TOPIC_OR_PARTITION"),
                row("defaults in version 3", TopicsWireTest::defaultsInOldVersion, "NONE"),
                row(
                        "in version 2",
                        scene -> scene.call(
                                        createRequest(topic(Scene.unusedName()).build()), 2)
                                .text(),
                        "NONE"));
    }

    private static List<Row> growths() {
        return List.of(
                grow("grow to 3", t -> t.count(3), "NONE"),
                grow("grow to the same", t -> t.count(2), "INVALID_PARTITIONS"),
                grow("grow to less", t -> t.count(1), "INVALID_PARTITIONS"),
                grow("grow to zero", t -> t.count(0), "INVALID_PARTITIONS"),
                grow("grow to -1", t -> t.count(-1), "INVALID_PARTITIONS"),
                grow("grow to ten million", t -> t.count(10_000_000), "POLICY_VIOLATION")
                        .unlike("no answer"),
                grow("grow to 10,003", t -> t.count(10_003), "POLICY_VIOLATION"),
                grow("grow an unknown topic", t -> t.name(Scene.unusedName()).count(3), "UNKNOWN_TOPIC_OR_PARTITION"),
                grow("grow an illegal topic", t -> t.name("a b").count(3), "UNKNOWN_TOPIC_OR_PARTITION"),
                grow("grow, assigned", t -> t.count(3).assignments(List.of(to(1))), "NONE"),
                grow(
                        "grow, assigned to a broker there is not",
                        t -> t.count(3).assignments(List.of(to(7))),
                        "INVALID_REPLICA_ASSIGNMENT"),
                grow(
                        "grow, assigned to nobody",
                        t -> t.count(3).assignments(List.of(to())),
                        "INVALID_REPLICA_ASSIGNMENT"),
                grow(
                        "grow, assigned twice",
                        t -> t.count(3).assignments(List.of(to(1, 1))),
                        "INVALID_REPLICA_ASSIGNMENT"),
                grow(
                        "grow, too few assigned",
                        t -> t.count(4).assignments(List.of(to(1))),
                        "INVALID_REPLICA_ASSIGNMENT"),
                grow(
                        "grow, too many assigned",
                        t -> t.count(3).assignments(List.of(to(1), to(1))),
                        "INVALID_REPLICA_ASSIGNMENT"),
                grow("grow, none assigned", t -> t.count(3).assignments(List.of()), "INVALID_REPLICA_ASSIGNMENT"),
                row("grow a topic twice", TopicsWireTest::growTwice, "INVALID_REQUEST"));
    }

    private static List<Row> deletions() {
        return List.of(
                row("delete", scene -> delete(scene, 6, byName(scene.topic(1))), "NONE"),
                row(
                        "delete an unknown topic",
                        scene -> delete(scene, 6, byName(Scene.unusedName())),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                row("delete an empty name", scene -> delete(scene, 6, byName("")), "UNKNOWN_TOPIC_OR_PARTITION"),
                row("delete an illegal name", scene -> delete(scene, 6, byName("a b")), "UNKNOWN_TOPIC_OR_PARTITION"),
                row("delete nothing", scene -> delete(scene, 6), ""),
                row("delete neither name nor id", scene -> delete(scene, 6, byId(Uuid.ZERO)), "INVALID_REQUEST"),
                row("delete an unknown id", scene -> delete(scene, 6, byId(Uuid.random())), "UNKNOWN_TOPIC_ID"),
                row("delete by id", scene -> delete(scene, 6, byId(scene.idOf(scene.topic(1)))), "NONE"),
                row("delete by name and id", TopicsWireTest::deleteByBoth, "INVALID_REQUEST"),
                row("delete the same twice", scene -> deleteTwice(scene, false), "INVALID_REQUEST"),
                row(
                                "delete the same by name and by id",
                                scene -> deleteTwice(scene, true),
                                "INVALID_REQUEST, INVALID_REQUEST")
                        .unlike("INVALID_REQUEST"),
                row("delete in version 1", TopicsWireTest::deleteByOldVersion, "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                row("delete what is deleted", TopicsWireTest::deleteAgain, "NONE; UNKNOWN_TOPIC_OR_PARTITION"));
    }

    private static CreatableTopic.Builder topic(String name) {
        return CreatableTopic.builder().name(name).numPartitions(1).replicationFactor((short) 1);
    }

    private static CreatableTopic.Builder assigned(CreatableTopic.Builder topic, CreatableReplicaAssignment... parts) {
        return topic.numPartitions(-1).replicationFactor((short) -1).assignments(List.of(parts));
    }

    private static CreatableReplicaAssignment part(int partition, Integer... brokers) {
        return CreatableReplicaAssignment.builder()
                .partitionIndex(partition)
                .brokerIds(List.of(brokers))
                .build();
    }

    private static CreatableTopicConfig config(String name, @Nullable String value) {
        return CreatableTopicConfig.builder().name(name).value(value).build();
    }

    private static CreateTopicsRequest createRequest(CreatableTopic... topics) {
        return CreateTopicsRequest.builder()
                .timeoutMs(10_000)
                .topics(List.of(topics))
                .build();
    }

    private static String create(Scene scene, CreatableTopic... topics) {
        return scene.call(createRequest(topics), 7).text("num_partitions", "replication_factor");
    }

    private static String validate(Scene scene, int partitions) {
        String name = Scene.unusedName();
        CreateTopicsRequest request = createRequest(
                        topic(name).numPartitions(partitions).build())
                .toBuilder()
                .validateOnly(true)
                .build();
        return scene.call(request, 7).text("num_partitions") + "; then " + delete(scene, 6, byName(name));
    }

    private static String defaultsInOldVersion(Scene scene) {
        return scene.call(
                        createRequest(topic(Scene.unusedName())
                                .numPartitions(-1)
                                .replicationFactor((short) -1)
                                .build()),
                        3)
                .text();
    }

    private static String collide(Scene scene) {
        String name = Scene.unusedName();
        return create(scene, topic(name + ".a").build()) + "; "
                + create(scene, topic(name + "_a").build());
    }

    private static CreatePartitionsTopic.Builder growth(String topic) {
        return CreatePartitionsTopic.builder().name(topic).assignments(null);
    }

    private static CreatePartitionsAssignment to(Integer... brokers) {
        return CreatePartitionsAssignment.builder().brokerIds(List.of(brokers)).build();
    }

    private static String grow(Scene scene, CreatePartitionsTopic.Builder... growths) {
        CreatePartitionsRequest request = CreatePartitionsRequest.builder()
                .timeoutMs(10_000)
                .topics(Arrays.stream(growths)
                        .map(CreatePartitionsTopic.Builder::build)
                        .toList())
                .build();
        return scene.call(request, 3).text();
    }

    private static String growTwice(Scene scene) {
        String topic = scene.topic(1);
        return grow(scene, growth(topic).count(2), growth(topic).count(3));
    }

    private static DeleteTopicState byName(String name) {
        return DeleteTopicState.builder().name(name).build();
    }

    private static DeleteTopicState byId(Uuid id) {
        return DeleteTopicState.builder().name(null).topicId(id).build();
    }

    private static String delete(Scene scene, int version, DeleteTopicState... topics) {
        DeleteTopicsRequest request = DeleteTopicsRequest.builder()
                .timeoutMs(10_000)
                .topics(List.of(topics))
                .build();
        return scene.call(request, version).text();
    }

    private static String deleteByBoth(Scene scene) {
        String name = scene.topic(1);
        return delete(scene, 6, byId(scene.idOf(name)).toBuilder().name(name).build());
    }

    private static String deleteTwice(Scene scene, boolean byId) {
        String name = scene.topic(1);
        return delete(scene, 6, byName(name), byId ? byId(scene.idOf(name)) : byName(name));
    }

    private static String deleteByOldVersion(Scene scene) {
        DeleteTopicsRequest request = DeleteTopicsRequest.builder()
                .timeoutMs(10_000)
                .topicNames(List.of(scene.topic(1), Scene.unusedName()))
                .build();
        return scene.call(request, 1).text();
    }

    private static String deleteAgain(Scene scene) {
        String name = scene.topic(1);
        return delete(scene, 6, byName(name)) + "; " + delete(scene, 6, byName(name));
    }
}

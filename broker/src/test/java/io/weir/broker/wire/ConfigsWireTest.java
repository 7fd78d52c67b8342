package io.weir.broker.wire;

import io.weir.protocol.messages.AlterConfigsRequest;
import io.weir.protocol.messages.DescribeConfigsRequest;
import io.weir.protocol.messages.DescribeConfigsRequest.DescribeConfigsResource;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.protocol.messages.ListConfigResourcesRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings that are asked for or changed where or as they cannot be. */
class ConfigsWireTest extends WireTable {

    private static final int TOPIC = 2;
    private static final int BROKER = 4;
    private static final int BROKER_LOGGER = 8;
    private static final int CLIENT_METRICS = 16;
    private static final int GROUP = 32;
    private static final int SET = 0;
    private static final int DELETE = 1;
    private static final int APPEND = 2;
    private static final int SUBTRACT = 3;

    @Override
    List<Row> rows() {
        return Stream.of(described(), altered(), ofOthers(), replaced(), listed())
                .flatMap(List::stream)
                .toList();
    }

    private static Row alter(String name, List<AlterableConfig> edits, String expected) {
        return row(name, scene -> alter(scene, TOPIC, scene.topic(1), edits), expected);
    }

    private static List<Row> described() {
        return List.of(
                row(
                        "a setting of a topic",
                        scene -> describe(scene, TOPIC, scene.topic(1), "retention.ms"),
                        "NONE value=604800000 config_source=5"),
                row(
                        "an unknown setting of a topic",
                        scene -> describe(scene, TOPIC, scene.topic(1), "no.such"),
                        "NONE value= config_source="),
                row(
                        "settings of an unknown topic",
                        scene -> describe(scene, TOPIC, Scene.unusedName()),
                        "UNKNOWN_TOPIC_OR_PARTITION value= config_source="),
                row(
                        "settings of an illegal topic",
                        scene -> describe(scene, TOPIC, "a b"),
                        "INVALID_TOPIC_EXCEPTION value= config_source="),
                row(
                        "settings of an empty topic",
                        scene -> describe(scene, TOPIC, ""),
                        "INVALID_TOPIC_EXCEPTION value= config_source="),
                row(
                        "a setting of the broker",
                        scene -> describe(scene, BROKER, "1", "node.id"),
                        "NONE value=1 config_source=5"),
                row(
                        "a setting of all brokers",
                        scene -> describe(scene, BROKER, "", "log.retention.ms"),
                        "NONE value= config_source="),
                row(
                        "settings of another broker",
                        scene -> describe(scene, BROKER, "99", "node.id"),
                        "INVALID_REQUEST value= config_source="),
                row(
                        "settings of a broker in words",
                        scene -> describe(scene, BROKER, "one", "node.id"),
                        "INVALID_REQUEST value= config_source="),
                row(
                        "settings of a group",
                        scene -> describe(scene, GROUP, "g", "consumer.session.timeout.ms"),
                        "NONE value=45000 config_source=5"),
                row(
                        "settings of an empty group",
                        scene -> describe(scene, GROUP, "", "x"),
                        "INVALID_REQUEST value= config_source="),
                row(
                        "settings of a client metrics subscription",
                        scene -> describe(scene, CLIENT_METRICS, "none", "interval.ms"),
                        "NONE value=300000 config_source=5"),
                row(
                        "settings of an empty client metrics subscription",
                        scene -> describe(scene, CLIENT_METRICS, "", "x"),
                        "INVALID_REQUEST value= config_source="),
                row("settings of type 0", scene -> describe(scene, 0, "x"), "INVALID_REQUEST value= config_source="),
                row("settings of type 77", scene -> describe(scene, 77, "x"), "INVALID_REQUEST value= config_source="),
                row("settings of type -1", scene -> describe(scene, -1, "x"), "INVALID_REQUEST value= config_source="),
                row(
                        "settings of nothing",
                        scene -> scene.call(DescribeConfigsRequest.builder().build(), 4)
                                .text(),
                        ""));
    }

    private static List<Row> altered() {
        return List.of(
                alter("set", List.of(edit("retention.ms", SET, "5")), "NONE"),
                alter("set an unknown setting", List.of(edit("no.such", SET, "5")), "INVALID_CONFIG"),
                alter("set a bad value", List.of(edit("retention.ms", SET, "soon")), "INVALID_CONFIG"),
                alter("set null", List.of(edit("retention.ms", SET, null)), "INVALID_REQUEST"),
                alter("set an empty name", List.of(edit("", SET, "5")), "INVALID_CONFIG"),
                alter(
                        "set twice",
                        List.of(edit("retention.ms", SET, "5"), edit("retention.ms", SET, "6")),
                        "INVALID_REQUEST"),
                alter("delete", List.of(edit("retention.ms", DELETE, null)), "NONE"),
                alter("delete an unknown setting", List.of(edit("no.such", DELETE, null)), "NONE"),
                alter("append", List.of(edit("cleanup.policy", APPEND, "compact")), "NONE"),
                alter("append what is there", List.of(edit("cleanup.policy", APPEND, "delete")), "NONE"),
                alter("append to what is no list", List.of(edit("retention.ms", APPEND, "5")), "INVALID_CONFIG"),
                alter("append a bad value", List.of(edit("cleanup.policy", APPEND, "burn")), "INVALID_CONFIG"),
                alter("append null", List.of(edit("cleanup.policy", APPEND, null)), "INVALID_REQUEST"),
                alter("subtract", List.of(edit("cleanup.policy", SUBTRACT, "delete")), "NONE"),
                alter("subtract what is not there", List.of(edit("cleanup.policy", SUBTRACT, "compact")), "NONE"),
                alter("subtract from what is no list", List.of(edit("retention.ms", SUBTRACT, "5")), "INVALID_CONFIG"),
                alter("an unknown operation", List.of(edit("retention.ms", 9, "5")), "INVALID_REQUEST")
                        .unlike("UNKNOWN_SERVER_ERROR"),
                alter("a negative operation", List.of(edit("retention.ms", -1, "5")), "INVALID_REQUEST")
                        .unlike("UNKNOWN_SERVER_ERROR"),
                alter(
                        "good and bad",
                        List.of(edit("retention.ms", SET, "5"), edit("no.such", SET, "5")),
                        "INVALID_CONFIG"),
                alter("nothing", List.of(), "NONE"));
    }

    private static List<Row> ofOthers() {
        List<AlterableConfig> retention = List.of(edit("retention.ms", SET, "5"));
        return List.of(
                row(
                        "alter an unknown topic",
                        scene -> alter(scene, TOPIC, Scene.unusedName(), retention),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                row(
                        "alter an illegal topic",
                        scene -> alter(scene, TOPIC, "a b", retention),
                        "INVALID_TOPIC_EXCEPTION"),
                row("alter an empty topic", scene -> alter(scene, TOPIC, "", retention), "INVALID_REQUEST"),
                row("alter a topic twice", ConfigsWireTest::alterTwice, "INVALID_REQUEST, INVALID_REQUEST"),
                row(
                                "alter another broker",
                                scene -> alter(scene, BROKER, "99", brokers("log.retention.ms")),
                                "BROKER_ID_NOT_REGISTERED")
                        .unlike("INVALID_REQUEST"),
                row(
                        "alter a broker in words",
                        scene -> alter(scene, BROKER, "one", brokers("log.retention.ms")),
                        "INVALID_REQUEST"),
                row(
                        "alter what is read-only",
                        scene -> alter(scene, BROKER, "1", brokers("node.id")),
                        "INVALID_REQUEST"),
                row("alter an unknown setting of a broker", scene -> alter(scene, BROKER, "1", brokers("x.y")), "NONE"),
                row(
                        "alter a setting of all brokers",
                        scene -> alter(scene, BROKER, "", brokers("log.retention.ms")),
                        "NONE"),
                row(
                        "alter a logger that there is not",
                        scene -> alter(scene, BROKER_LOGGER, "1", brokers("x.y")),
                        "INVALID_CONFIG"),
                row("alter an empty group", scene -> alter(scene, GROUP, "", brokers("x.y")), "INVALID_REQUEST"),
                row(
                        "alter an unknown setting of a group",
                        scene -> alter(scene, GROUP, "g", brokers("x.y")),
                        "INVALID_CONFIG"),
                row(
                        "alter a client metrics subscription",
                        scene -> alter(scene, CLIENT_METRICS, "wire", List.of(edit("interval.ms", SET, "99"))),
                        "INVALID_REQUEST"),
                row(
                        "append to a client metrics subscription",
                        scene -> alter(scene, CLIENT_METRICS, "wire", List.of(edit("metrics", APPEND, "a"))),
                        "INVALID_CONFIG"),
                row(
                        "alter what a client metrics subscription matches",
                        scene -> alter(scene, CLIENT_METRICS, "wire", List.of(edit("match", SET, "client=x"))),
                        "INVALID_CONFIG"),
                row("alter type 0", scene -> alter(scene, 0, "x", retention), "INVALID_REQUEST"),
                row("alter type 77", scene -> alter(scene, 77, "x", retention), "INVALID_REQUEST"),
                row("alter type -1", scene -> alter(scene, -1, "x", retention), "INVALID_REQUEST"));
    }

    private static List<Row> replaced() {
        return List.of(
                row("replace", scene -> replace(scene, TOPIC, scene.topic(1), "retention.ms", "5"), "NONE"),
                row(
                        "replace by null",
                        scene -> replace(scene, TOPIC, scene.topic(1), "retention.ms", null),
                        "INVALID_REQUEST"),
                row(
                        "replace an unknown setting",
                        scene -> replace(scene, TOPIC, scene.topic(1), "x.y", "5"),
                        "INVALID_CONFIG"),
                row(
                        "replace of an unknown topic",
                        scene -> replace(scene, TOPIC, Scene.unusedName(), "x", "5"),
                        "INVALID_CONFIG"),
                row("replace of type 77", scene -> replace(scene, 77, "x", "x", "5"), "INVALID_REQUEST"));
    }

    private static List<Row> listed() {
        return List.of(
                row("list of type 77", scene -> list(scene, 1, 77), "UNSUPPORTED_VERSION resource_name="),
                row("list of type 0", scene -> list(scene, 1, 0), "UNSUPPORTED_VERSION resource_name="),
                row("list of client metrics", scene -> list(scene, 1, CLIENT_METRICS), "NONE resource_name="),
                row("list in version 0", scene -> list(scene, 0), "NONE resource_name="));
    }

    private static String describe(Scene scene, int type, String name, String... keys) {
        DescribeConfigsRequest request = DescribeConfigsRequest.builder()
                .resources(List.of(DescribeConfigsResource.builder()
                        .resourceType((byte) type)
                        .resourceName(name)
                        .configurationKeys(List.of(keys))
                        .build()))
                .build();
        return scene.call(request, 4).text("value", "config_source");
    }

    private static AlterableConfig edit(String name, int operation, @Nullable String value) {
        return AlterableConfig.builder()
                .name(name)
                .configOperation((byte) operation)
                .value(value)
                .build();
    }

    private static List<AlterableConfig> brokers(String name) {
        return List.of(edit(name, SET, "604800000"));
    }

    private static AlterConfigsResource resource(int type, String name, List<AlterableConfig> edits) {
        return AlterConfigsResource.builder()
                .resourceType((byte) type)
                .resourceName(name)
                .configs(edits)
                .build();
    }

    private static String alter(Scene scene, int type, String name, List<AlterableConfig> edits) {
        return alter(scene, resource(type, name, edits));
    }

    private static String alter(Scene scene, AlterConfigsResource... resources) {
        return scene.call(
                        IncrementalAlterConfigsRequest.builder()
                                .resources(Arrays.asList(resources))
                                .build(),
                        1)
                .text();
    }

    private static String alterTwice(Scene scene) {
        AlterConfigsResource resource = resource(TOPIC, scene.topic(1), List.of(edit("retention.ms", SET, "5")));
        return alter(scene, resource, resource);
    }

    private static String replace(Scene scene, int type, String name, String key, @Nullable String value) {
        AlterConfigsRequest request = AlterConfigsRequest.builder()
                .resources(List.of(AlterConfigsRequest.AlterConfigsResource.builder()
                        .resourceType((byte) type)
                        .resourceName(name)
                        .configs(List.of(AlterConfigsRequest.AlterableConfig.builder()
                                .name(key)
                                .value(value)
                                .build()))
                        .build()))
                .build();
        return scene.call(request, 2).text();
    }

    private static String list(Scene scene, int version, Integer... types) {
        ListConfigResourcesRequest request = ListConfigResourcesRequest.builder()
                .resourceTypes(Arrays.stream(types).map(Integer::byteValue).toList())
                .build();
        return scene.call(request, version).text("resource_name");
    }
}

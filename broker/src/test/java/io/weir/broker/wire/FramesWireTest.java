package io.weir.broker.wire;

import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ApiVersionsRequest;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Frames that are wrong before their request is even looked at, and the versions of the protocol. */
class FramesWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(sizes(), headers(), bodies(), apiVersions(), versions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> sizes() {
        return List.of(
                row("size 0", scene -> raw(scene, ByteBuffer.allocate(4)), "closed"),
                row("size 1", scene -> raw(scene, ByteBuffer.allocate(5).putInt(0, 1)), "closed"),
                row(
                        "size 7, less than a header",
                        scene -> raw(scene, ByteBuffer.allocate(11).putInt(0, 7)),
                        "closed"),
                row("size -1", scene -> raw(scene, ByteBuffer.allocate(4).putInt(0, -1)), "closed"),
                row("size least", scene -> raw(scene, ByteBuffer.allocate(4).putInt(0, Integer.MIN_VALUE)), "closed"),
                row(
                        "size 2^31 - 1",
                        scene -> raw(scene, ByteBuffer.allocate(4).putInt(0, Integer.MAX_VALUE)),
                        "closed"),
                row("size 200 MB", scene -> raw(scene, ByteBuffer.allocate(4).putInt(0, 200 << 20)), "closed"),
                row("HTTP", scene -> raw(scene, Batches.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")), "closed"));
    }

    private static List<Row> headers() {
        return List.of(
                row("no client id", scene -> metadata(scene, null, 0), "answered ; then "),
                row("an empty client id", scene -> metadata(scene, "", 0), "answered ; then "),
                row(
                        "a client id of 32767 characters",
                        scene -> metadata(scene, "x".repeat(32_767), 0),
                        "answered ; then "),
                row("a client id of odd letters", scene -> metadata(scene, "größe \0 🦆", 0), "answered ; then "),
                row("a byte behind the request", scene -> metadata(scene, "c", 1), "answered ; then "),
                row("a thousand bytes behind the request", scene -> metadata(scene, "c", 1000), "answered ; then "),
                row("a client id longer than the frame", FramesWireTest::longClientId, "closed"));
    }

    private static List<Row> bodies() {
        return List.of(
                row("no body", scene -> body(scene, 0), "closed"),
                row("half a body", scene -> body(scene, 2), "closed"),
                row("a list of 2^31 - 1 topics", scene -> topics(scene, Integer.MAX_VALUE), "closed"),
                row("a list of a million topics", scene -> topics(scene, 1_000_000), "closed"),
                row("a list of -2 topics", scene -> topics(scene, -2), "closed").unlike(""),
                row("a string of -2 bytes", scene -> name(scene, -2), "closed"),
                row("a string of 32767 bytes that are not there", scene -> name(scene, 32_767), "closed"));
    }

    private static List<Row> apiVersions() {
        return List.of(
                row("versions in version 0", scene -> versions(scene, 0, "a", "1"), "NONE with keys"),
                row("versions in version 3", scene -> versions(scene, 3, "a-b.c", "1.0"), "NONE with keys"),
                row(
                        "versions of nameless software",
                        scene -> versions(scene, 3, "", "1.0"),
                        "INVALID_REQUEST without keys"),
                row(
                        "versions of software without a version",
                        scene -> versions(scene, 3, "a", ""),
                        "INVALID_REQUEST without keys"),
                row(
                        "versions of software with a bad name",
                        scene -> versions(scene, 4, "-a b", "1.0"),
                        "INVALID_REQUEST without keys"),
                row(
                        "versions in version 99",
                        scene -> futureVersions(scene, 99),
                        "UNSUPPORTED_VERSION api_key=18 min_version=0 max_version=5"),
                row(
                        "versions in version -1",
                        scene -> futureVersions(scene, -1),
                        "UNSUPPORTED_VERSION api_key=18 min_version=0 max_version=5"));
    }

    private static List<Row> versions() {
        return List.of(
                row("unknown keys", FramesWireTest::unknownKeys, "closed"),
                row("keys between brokers", FramesWireTest::brokersKeys, "closed"),
                row("versions below the lowest", scene -> outside(scene, false), "closed"),
                row("versions above the highest", scene -> outside(scene, true), "closed"));
    }

    /** Sends bytes and then an honest question. */
    private static String raw(Scene scene, ByteBuffer bytes) {
        scene.client().sendRaw(bytes);
        return ask(scene);
    }

    private static String ask(Scene scene) {
        return scene.call(MetadataRequest.builder().topics(List.of()).build(), 4)
                .text();
    }

    private static String metadata(Scene scene, @Nullable String clientId, int moreBytes) {
        MessageWriter writer = new MessageWriter();
        header(ApiKey.METADATA, 4).clientId(clientId).build().write(writer, 1);
        MetadataRequest.builder().topics(List.of()).build().write(writer, 4);
        ByteBuffer frame = bytes(writer);
        scene.client().send(Batches.joined(frame, ByteBuffer.allocate(moreBytes)));
        return "answered " + scene.client().answer(ApiKey.METADATA, 4, 77).text() + "; then " + ask(scene);
    }

    private static String longClientId(Scene scene) {
        MessageWriter writer = new MessageWriter();
        header(ApiKey.METADATA, 4).clientId("abc").build().write(writer, 1);
        ByteBuffer frame = bytes(writer).putShort(8, (short) 1000);
        scene.client().send(frame);
        return ask(scene);
    }

    private static RequestHeader.Builder header(ApiKey key, int version) {
        return RequestHeader.builder()
                .requestApiKey((short) key.id())
                .requestApiVersion((short) version)
                .correlationId(77);
    }

    private static ByteBuffer bytes(MessageWriter writer) {
        return Batches.joined(writer.finish().stream()
                .map(part -> ((BufferPayload) part).buffer().duplicate())
                .toArray(ByteBuffer[]::new));
    }

    private static String body(Scene scene, int sizeBytes) {
        return scene.client()
                .call(ApiKey.METADATA, 4, ByteBuffer.allocate(sizeBytes))
                .text();
    }

    private static String topics(Scene scene, int count) {
        return scene.client()
                .call(ApiKey.METADATA, 4, ByteBuffer.allocate(20).putInt(0, count))
                .text();
    }

    private static String name(Scene scene, int length) {
        return scene.client()
                .call(ApiKey.METADATA, 4, ByteBuffer.allocate(20).putInt(0, 1).putShort(4, (short) length))
                .text();
    }

    private static String versions(Scene scene, int version, String software, String softwareVersion) {
        ApiVersionsRequest request = ApiVersionsRequest.builder()
                .clientSoftwareName(software)
                .clientSoftwareVersion(softwareVersion)
                .build();
        Answer answer = scene.call(request, version);
        return answer.text() + (answer.values("api_key").isEmpty() ? " without keys" : " with keys");
    }

    /** The answer to an unknown version is in version 0 (KIP-511). */
    private static String futureVersions(Scene scene, int version) {
        ByteBuffer frame = WireClient.frame(ApiKey.API_VERSIONS, 3, 77, ByteBuffer.allocate(10));
        scene.client().send(frame.putShort(2, (short) version));
        return scene.client().answer(ApiKey.API_VERSIONS, 0, 77).text("api_key", "min_version", "max_version");
    }

    private static String unknownKeys(Scene scene) {
        return Stream.of(-1, 95, 999, 32_767)
                .map(key -> ofKey(scene, key, 0))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Removed ones, and those that a broker sends to a controller. */
    private static String brokersKeys(Scene scene) {
        return Stream.of(4, 5, 6, 7, 52, 53, 54, 56, 58, 59, 62, 63, 67, 70)
                .map(key -> ofKey(scene, key, 0))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String outside(Scene scene, boolean above) {
        return Stream.of(ApiKey.FETCH, ApiKey.METADATA, ApiKey.CREATE_TOPICS, ApiKey.JOIN_GROUP, ApiKey.HEARTBEAT)
                .map(key -> ofKey(scene, key.id(), above ? key.highestVersion() + 1 : key.lowestVersion() - 1))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String ofKey(Scene scene, int key, int version) {
        ByteBuffer frame = ByteBuffer.allocate(50)
                .putShort((short) key)
                .putShort((short) version)
                .putInt(77)
                .putShort((short) -1);
        scene.reconnect().client().send(frame.clear());
        return scene.client().receive().isPresent() ? "answered" : "closed";
    }
}

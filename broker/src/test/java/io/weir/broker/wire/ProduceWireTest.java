package io.weir.broker.wire;

import static io.weir.broker.wire.Batches.changed;
import static io.weir.broker.wire.Batches.compressed;
import static io.weir.broker.wire.Batches.cut;
import static io.weir.broker.wire.Batches.joined;
import static io.weir.broker.wire.Batches.spoilt;

import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a producer may not send, and what it is told. */
class ProduceWireTest extends WireTable {

    private static final long HOUR_MS = 3_600_000;

    @Override
    List<Row> rows() {
        return Stream.of(wholeBatches(), headers(), lengths(), codecs(), timestamps(), flags(), requests())
                .flatMap(List::stream)
                .toList();
    }

    private static Row bad(String name, ByteBuffer records, String expected) {
        return row(name, scene -> scene.produce(scene.topic(1), records), expected);
    }

    private static List<Row> wholeBatches() {
        return List.of(
                bad("one record", Batches.of(1), "NONE base_offset=0"),
                bad("three records", Batches.of(3), "NONE base_offset=0"),
                bad("no bytes", ByteBuffer.allocate(0), "INVALID_RECORD base_offset=-1"),
                row(
                                "null records",
                                scene -> scene.call(nullRecords(scene.topic(1)), 9)
                                        .text(),
                                "INVALID_RECORD")
                        .unlike("no answer"),
                bad("two batches", joined(Batches.of(1), Batches.of(1)), "INVALID_RECORD base_offset=-1"),
                bad(
                                "a batch and a byte",
                                joined(Batches.of(1), ByteBuffer.allocate(1)),
                                "INVALID_RECORD base_offset=-1")
                        .unlike("NONE base_offset=0"),
                bad(
                                "a batch and half a batch",
                                joined(Batches.of(1), cut(Batches.of(1), 40)),
                                "INVALID_RECORD base_offset=-1")
                        .unlike("NONE base_offset=0"),
                bad("one byte", ByteBuffer.allocate(1), "INVALID_RECORD base_offset=-1"),
                bad("half a header", cut(Batches.of(1), 30), "INVALID_RECORD base_offset=-1"),
                bad("a header only", cut(Batches.of(1), Batches.HEADER_BYTES), "INVALID_RECORD base_offset=-1"),
                bad(
                        "the last byte missing",
                        cut(Batches.of(1), Batches.of(1).limit() - 1),
                        "INVALID_RECORD base_offset=-1"),
                bad("a hundred zeros", ByteBuffer.allocate(100), "INVALID_RECORD base_offset=-1")
                        .unlike("CORRUPT_MESSAGE base_offset=-1"));
    }

    private static List<Row> headers() {
        return List.of(
                bad(
                        "another checksum",
                        spoilt(Batches.of(1), b -> b.putInt(Batches.CRC_AT, 1)),
                        "CORRUPT_MESSAGE base_offset=-1"),
                bad(
                        "a byte of a value changed",
                        spoilt(Batches.of(1), b -> b.put(b.limit() - 3, (byte) 7)),
                        "CORRUPT_MESSAGE base_offset=-1"),
                bad(
                        "magic -1",
                        spoilt(Batches.of(1), b -> b.put(Batches.MAGIC_AT, (byte) -1)),
                        "CORRUPT_MESSAGE base_offset=-1"),
                bad(
                        "magic 0",
                        spoilt(Batches.of(1), b -> b.put(Batches.MAGIC_AT, (byte) 0)),
                        "INVALID_RECORD base_offset=-1"),
                bad(
                        "magic 1",
                        spoilt(Batches.of(1), b -> b.put(Batches.MAGIC_AT, (byte) 1)),
                        "INVALID_RECORD base_offset=-1"),
                bad(
                        "magic 3",
                        spoilt(Batches.of(1), b -> b.put(Batches.MAGIC_AT, (byte) 3)),
                        "CORRUPT_MESSAGE base_offset=-1"),
                bad("base offset 100", spoilt(Batches.of(1), b -> b.putLong(0, 100)), "INVALID_RECORD base_offset=-1"),
                bad("base offset -1", spoilt(Batches.of(1), b -> b.putLong(0, -1)), "INVALID_RECORD base_offset=-1"),
                bad("leader epoch 77", spoilt(Batches.of(1), b -> b.putInt(12, 77)), "NONE base_offset=0"),
                bad("count one too many", count(3, 4), "INVALID_RECORD base_offset=-1"),
                bad("count one too few", count(3, 2), "INVALID_RECORD base_offset=-1"),
                bad("count zero", count(3, 0), "INVALID_RECORD base_offset=-1"),
                bad("count negative", count(3, -1), "INVALID_RECORD base_offset=-1"),
                bad("count huge", count(3, Integer.MAX_VALUE), "INVALID_RECORD base_offset=-1"),
                bad(
                        "count one too many, compressed",
                        lying(compressed(CompressionType.GZIP, 3), 4, 3),
                        "INVALID_RECORD base_offset=-1"),
                bad(
                        "count one too few, compressed",
                        lying(compressed(CompressionType.GZIP, 3), 2, 1),
                        "INVALID_RECORD base_offset=-1"),
                bad("count and last offset one too many", lying(Batches.of(3), 4, 3), "INVALID_RECORD base_offset=-1"),
                bad("count and last offset one too few", lying(Batches.of(3), 2, 1), "INVALID_RECORD base_offset=-1"),
                bad("last offset too large", lying(Batches.of(3), 3, 5), "INVALID_RECORD base_offset=-1"),
                bad("last offset too small", lying(Batches.of(3), 3, 1), "INVALID_RECORD base_offset=-1"),
                bad("last offset negative", lying(Batches.of(3), 3, -1), "INVALID_RECORD base_offset=-1"),
                bad(
                        "no record, but a last offset",
                        lying(cut(Batches.of(1), Batches.HEADER_BYTES), 0, 0, 49),
                        "INVALID_RECORD base_offset=-1"));
    }

    private static List<Row> lengths() {
        return List.of(
                bad("length zero", length(0), "CORRUPT_MESSAGE base_offset=-1"),
                bad("length negative", length(-1), "CORRUPT_MESSAGE base_offset=-1"),
                bad("length least", length(Integer.MIN_VALUE), "CORRUPT_MESSAGE base_offset=-1"),
                bad("length huge", length(Integer.MAX_VALUE), "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad(
                        "length of a header less one",
                        length(Batches.HEADER_BYTES - 12 - 1),
                        "CORRUPT_MESSAGE base_offset=-1"),
                bad("length one too small", length(Batches.of(1).limit() - 12 - 1), "CORRUPT_MESSAGE base_offset=-1"),
                bad("length one too large", length(Batches.of(1).limit() - 12 + 1), "INVALID_RECORD base_offset=-1"),
                row(
                        "larger than max.message.bytes",
                        scene -> scene.produce(
                                scene.topic(1, Map.of("max.message.bytes", "1000")),
                                Batches.large(CompressionType.NONE, 1000)),
                        "MESSAGE_TOO_LARGE base_offset=-1"),
                row(
                        "smaller than max.message.bytes as it is compressed",
                        scene -> scene.produce(
                                scene.topic(1, Map.of("max.message.bytes", "1000")),
                                Batches.large(CompressionType.GZIP, 100_000)),
                        "NONE base_offset=0"));
    }

    private static List<Row> codecs() {
        return List.of(
                bad("gzip", compressed(CompressionType.GZIP, 3), "NONE base_offset=0"),
                bad("snappy", compressed(CompressionType.SNAPPY, 3), "NONE base_offset=0"),
                bad("lz4", compressed(CompressionType.LZ4, 3), "NONE base_offset=0"),
                bad("zstd", compressed(CompressionType.ZSTD, 3), "NONE base_offset=0"),
                row("zstd in version 3", scene -> zstd(scene, 3), "UNSUPPORTED_COMPRESSION_TYPE base_offset=-1"),
                row("zstd in version 6", scene -> zstd(scene, 6), "UNSUPPORTED_COMPRESSION_TYPE base_offset=-1"),
                row("zstd in version 7", scene -> zstd(scene, 7), "NONE base_offset=0"),
                bad("codec 5", attributes(5), "UNSUPPORTED_COMPRESSION_TYPE base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad("codec 6", attributes(6), "UNSUPPORTED_COMPRESSION_TYPE base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad("codec 7", attributes(7), "UNSUPPORTED_COMPRESSION_TYPE base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad("plain records that say gzip", attributes(1), "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad("plain records that say snappy", attributes(2), "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad("plain records that say lz4", attributes(3), "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad("plain records that say zstd", attributes(4), "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad(
                                "gzip that ends early",
                                shortened(compressed(CompressionType.GZIP, 3)),
                                "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad(
                                "lz4 that ends early",
                                shortened(compressed(CompressionType.LZ4, 3)),
                                "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad(
                                "zstd that ends early",
                                shortened(compressed(CompressionType.ZSTD, 3)),
                                "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"),
                bad(
                                "snappy that ends early",
                                shortened(compressed(CompressionType.SNAPPY, 3)),
                                "INVALID_RECORD base_offset=-1")
                        .unlike("UNKNOWN_SERVER_ERROR base_offset=-1"));
    }

    private static List<Row> timestamps() {
        Map<String, String> anHourAfter = Map.of("message.timestamp.after.max.ms", String.valueOf(HOUR_MS));
        Map<String, String> anHourBefore = Map.of("message.timestamp.before.max.ms", String.valueOf(HOUR_MS));
        return List.of(
                bad("no timestamp", at(-1), "NONE base_offset=0"),
                bad("timestamp -2", at(-2), "NONE base_offset=0"),
                bad("timestamp least", at(Long.MIN_VALUE), "INVALID_TIMESTAMP base_offset=-1"),
                bad("timestamp zero", at(0), "NONE base_offset=0"),
                bad(
                        "timestamp tomorrow night",
                        at(System.currentTimeMillis() + 36 * HOUR_MS),
                        "INVALID_TIMESTAMP base_offset=-1"),
                bad("timestamp greatest", at(Long.MAX_VALUE), "INVALID_TIMESTAMP base_offset=-1"),
                bad(
                        "max timestamp of the header too small",
                        changed(Batches.of(3), b -> b.putLong(Batches.MAX_TIMESTAMP_AT, 5)),
                        "NONE base_offset=0"),
                bad(
                        "max timestamp of the header too large",
                        changed(Batches.of(3), b -> b.putLong(Batches.MAX_TIMESTAMP_AT, Batches.TIME_MS + HOUR_MS)),
                        "NONE base_offset=0"),
                row(
                        "older than the topic allows",
                        scene -> scene.produce(scene.topic(1, anHourBefore), Batches.of(2)),
                        "INVALID_TIMESTAMP base_offset=-1"),
                row(
                        "younger than the topic allows",
                        scene -> scene.produce(
                                scene.topic(1, anHourAfter), at(System.currentTimeMillis() + 2 * HOUR_MS)),
                        "INVALID_TIMESTAMP base_offset=-1"),
                row(
                        "log append time, whatever the producer says",
                        scene ->
                                scene.produce(scene.topic(1, Map.of("message.timestamp.type", "LogAppendTime")), at(5)),
                        "NONE base_offset=0"),
                bad("log append time set by the producer", attributes(8), "INVALID_TIMESTAMP base_offset=-1")
                        .unlike("NONE base_offset=0"));
    }

    private static List<Row> flags() {
        return List.of(
                bad("control batch", attributes(0x20), "INVALID_RECORD base_offset=-1"),
                bad(
                        "control batch of an idempotent producer",
                        changed(Batches.sequenced(5, 0, 0, 1), b -> b.putShort(Batches.ATTRIBUTES_AT, (short) 0x20)),
                        "INVALID_RECORD base_offset=-1"),
                bad(
                        "transactional without producer id",
                        attributes(0x10),
                        "TRANSACTIONAL_ID_AUTHORIZATION_FAILED base_offset=-1"),
                bad(
                        "transactional and control",
                        attributes(0x30),
                        "TRANSACTIONAL_ID_AUTHORIZATION_FAILED base_offset=-1"),
                bad("delete horizon", attributes(0x40), "NONE base_offset=0"),
                bad("a flag that has no meaning", attributes(0x80), "NONE base_offset=0"),
                bad("all flags that have no meaning", attributes(0xff80), "NONE base_offset=0"),
                row(
                        "compacted topic, null key",
                        scene -> scene.produce(
                                scene.topic(1, Map.of("cleanup.policy", "compact")),
                                RecordBatchBuilder.plain()
                                        .append(Batches.TIME_MS, null, Batches.text("value"))
                                        .build()),
                        "INVALID_RECORD base_offset=-1"));
    }

    private static List<Row> requests() {
        return List.of(
                row("acks 2", scene -> withAcks(scene, 2), "INVALID_REQUIRED_ACKS base_offset=-1"),
                row("acks -2", scene -> withAcks(scene, -2), "INVALID_REQUIRED_ACKS base_offset=-1"),
                row("acks 1", scene -> withAcks(scene, 1), "NONE base_offset=0"),
                row(
                        "unknown topic",
                        scene -> scene.produce(Scene.unusedName(), Batches.of(1)),
                        "UNKNOWN_TOPIC_OR_PARTITION base_offset=-1"),
                row(
                        "empty topic name",
                        scene -> scene.produce("", Batches.of(1)),
                        "UNKNOWN_TOPIC_OR_PARTITION base_offset=-1"),
                row(
                        "illegal topic name",
                        scene -> scene.produce("a b", Batches.of(1)),
                        "UNKNOWN_TOPIC_OR_PARTITION base_offset=-1"),
                row("unknown partition", scene -> partition(scene, 1), "UNKNOWN_TOPIC_OR_PARTITION base_offset=-1"),
                row("negative partition", scene -> partition(scene, -1), "UNKNOWN_TOPIC_OR_PARTITION base_offset=-1"),
                row(
                        "internal topic",
                        scene -> {
                            scene.group();
                            return scene.produce("__consumer_offsets", Batches.of(1));
                        },
                        "INVALID_TOPIC_EXCEPTION base_offset=-1"),
                row("no topics", scene -> scene.call(request(List.of()), 9).text(), ""),
                row("a topic without partitions", scene -> topics(scene, 1, 0), " base_offset="),
                row("a topic twice", scene -> topics(scene, 2, 1), "NONE, NONE base_offset=0,1")
                        .unlike("NONE base_offset=0"),
                row("a partition twice", scene -> topics(scene, 1, 2), "NONE, NONE base_offset=0,1")
                        .unlike("NONE base_offset=0"),
                row("id of no topic", scene -> byId(scene, Uuid.random()), "UNKNOWN_TOPIC_ID base_offset=-1"),
                row("id zero", scene -> byId(scene, Uuid.ZERO), "UNKNOWN_TOPIC_ID base_offset=-1"),
                row("id of a topic", scene -> byId(scene, scene.idOf(scene.topic(1))), "NONE base_offset=0"),
                row(
                        "a transactional id, and a batch without",
                        scene -> scene.call(
                                        Scene.produceRequest(scene.topic(1), 0, Batches.of(1)).toBuilder()
                                                .transactionalId("tx")
                                                .build(),
                                        9)
                                .text(),
                        "NONE"),
                row(
                        "acks 0 to an unknown topic",
                        scene -> unanswered(scene, Scene.unusedName(), Batches.of(1)),
                        "closed"),
                row("acks 0 with a bad batch", scene -> unanswered(scene, scene.topic(1), attributes(0x20)), "closed"),
                row("acks 0 with a good batch", scene -> unanswered(scene, scene.topic(1), Batches.of(1)), ""),
                row("version 0", scene -> oldVersion(scene, 0), "closed"),
                row("version 2", scene -> oldVersion(scene, 2), "closed"),
                row("version 14", scene -> oldVersion(scene, 14), "closed"));
    }

    private static ByteBuffer count(int records, int claimed) {
        return changed(Batches.of(records), b -> b.putInt(Batches.RECORD_COUNT_AT, claimed));
    }

    private static ByteBuffer lying(ByteBuffer batch, int count, int lastOffsetDelta) {
        return lying(batch, count, lastOffsetDelta, batch.remaining() - 12);
    }

    private static ByteBuffer lying(ByteBuffer batch, int count, int lastOffsetDelta, int length) {
        return changed(
                batch,
                b -> b.putInt(Batches.RECORD_COUNT_AT, count)
                        .putInt(Batches.LAST_OFFSET_DELTA_AT, lastOffsetDelta)
                        .putInt(Batches.LENGTH_AT, length));
    }

    private static ByteBuffer length(int claimed) {
        return spoilt(Batches.of(1), b -> b.putInt(Batches.LENGTH_AT, claimed));
    }

    private static ByteBuffer attributes(int attributes) {
        return changed(Batches.of(2), b -> b.putShort(Batches.ATTRIBUTES_AT, (short) attributes));
    }

    private static ByteBuffer shortened(ByteBuffer batch) {
        int size = batch.limit() - 5;
        return changed(cut(batch, size), b -> b.putInt(Batches.LENGTH_AT, size - 12));
    }

    private static ByteBuffer at(long timestampMs) {
        return RecordBatchBuilder.plain()
                .append(timestampMs, Batches.text("key"), Batches.text("value"))
                .build();
    }

    private static String zstd(Scene scene, int version) {
        return scene.call(Scene.produceRequest(scene.topic(1), 0, compressed(CompressionType.ZSTD, 3)), version)
                .text("base_offset");
    }

    private static String withAcks(Scene scene, int acks) {
        return scene.call(
                        Scene.produceRequest(scene.topic(1), 0, Batches.of(1)).toBuilder()
                                .acks((short) acks)
                                .build(),
                        9)
                .text("base_offset");
    }

    private static String partition(Scene scene, int partition) {
        return scene.call(Scene.produceRequest(scene.topic(1), partition, Batches.of(1)), 9)
                .text("base_offset");
    }

    private static ProduceRequest nullRecords(String topic) {
        return request(List.of(TopicProduceData.builder()
                .name(topic)
                .partitionData(List.of(PartitionProduceData.builder().index(0).build()))
                .build()));
    }

    private static String topics(Scene scene, int times, int partitions) {
        TopicProduceData topic = TopicProduceData.builder()
                .name(scene.topic(1))
                .partitionData(IntStream.range(0, partitions)
                        .mapToObj(i -> PartitionProduceData.builder()
                                .index(0)
                                .records(new BufferPayload(Batches.of(1)))
                                .build())
                        .toList())
                .build();
        return scene.call(request(IntStream.range(0, times).mapToObj(i -> topic).toList()), 9)
                .text("base_offset");
    }

    private static String byId(Scene scene, Uuid id) {
        return scene.call(
                        request(List.of(TopicProduceData.builder()
                                .topicId(id)
                                .partitionData(List.of(PartitionProduceData.builder()
                                        .index(0)
                                        .records(new BufferPayload(Batches.of(1)))
                                        .build()))
                                .build())),
                        13)
                .text("base_offset");
    }

    private static ProduceRequest request(List<TopicProduceData> topics) {
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(10_000)
                .topicData(topics)
                .build();
    }

    /** Sends a request that wants no answer and then one that does: it is answered, or the connection is closed. */
    private static String unanswered(Scene scene, String topic, ByteBuffer records) {
        ProduceRequest request = Scene.produceRequest(topic, 0, records).toBuilder()
                .acks((short) 0)
                .build();
        scene.client().send(WireClient.frame(ApiKey.PRODUCE, 9, 4711, WireClient.body(request, 9)));
        return scene.call(MetadataRequest.builder().topics(List.of()).build(), 12)
                .text();
    }

    private static String oldVersion(Scene scene, int version) {
        ByteBuffer body = WireClient.body(Scene.produceRequest(Scene.unusedName(), 0, Batches.of(1)), 3);
        return scene.client().call(ApiKey.PRODUCE, version, body).text();
    }
}

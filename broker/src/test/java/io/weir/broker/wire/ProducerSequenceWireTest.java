package io.weir.broker.wire;

import static io.weir.broker.wire.Batches.sequenced;

import io.weir.protocol.messages.InitProducerIdRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.BufferPayload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Idempotent producers: duplicates, gaps and fenced epochs; and who may be one. */
class ProducerSequenceWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(sequences(), epochs(), ids(), transactions())
                .flatMap(List::stream)
                .toList();
    }

    private static Row sent(String name, Function<Long, List<ByteBuffer>> batches, String expected) {
        return row(
                name,
                scene -> {
                    String topic = scene.topic(1);
                    return batches.apply(scene.producerId()).stream()
                            .map(batch -> scene.produce(topic, batch))
                            .collect(Collectors.joining("; "));
                },
                expected);
    }

    private static List<Row> sequences() {
        return List.of(
                sent(
                        "in order",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 0, 2, 1)),
                        "NONE base_offset=0; NONE base_offset=2"),
                sent(
                        "twice",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 0, 0, 2)),
                        "NONE base_offset=0; NONE base_offset=0"),
                sent(
                        "the second last again",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 0, 2, 1), sequenced(id, 0, 0, 2)),
                        "NONE base_offset=0; NONE base_offset=2; NONE base_offset=0"),
                sent(
                        "the sixth last again",
                        id -> List.of(
                                sequenced(id, 0, 0, 1),
                                sequenced(id, 0, 1, 1),
                                sequenced(id, 0, 2, 1),
                                sequenced(id, 0, 3, 1),
                                sequenced(id, 0, 4, 1),
                                sequenced(id, 0, 5, 1),
                                sequenced(id, 0, 0, 1)),
                        "NONE base_offset=0; NONE base_offset=1; NONE base_offset=2; NONE base_offset=3; NONE"
                                + " base_offset=4; NONE base_offset=5; OUT_OF_ORDER_SEQUENCE_NUMBER base_offset=-1"),
                sent(
                        "a gap",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 0, 3, 1)),
                        "NONE base_offset=0; OUT_OF_ORDER_SEQUENCE_NUMBER base_offset=-1"),
                sent(
                        "an overlap",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 0, 1, 2)),
                        "NONE base_offset=0; OUT_OF_ORDER_SEQUENCE_NUMBER base_offset=-1"),
                sent("the first not at zero", id -> List.of(sequenced(id, 0, 5, 1)), "NONE base_offset=0"),
                sent("no sequence", id -> List.of(sequenced(id, 0, -1, 1)), "INVALID_RECORD base_offset=-1"),
                sent("a negative sequence", id -> List.of(sequenced(id, 0, -2, 1)), "INVALID_RECORD base_offset=-1"),
                sent(
                        "a sequence that wraps around",
                        id -> List.of(
                                sequenced(id, 0, Integer.MAX_VALUE - 1, 3),
                                sequenced(id, 0, 1, 1),
                                sequenced(id, 0, 3, 1)),
                        "NONE base_offset=0; NONE base_offset=3; OUT_OF_ORDER_SEQUENCE_NUMBER base_offset=-1"));
    }

    private static List<Row> epochs() {
        return List.of(
                sent(
                        "a later epoch",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 1, 0, 1)),
                        "NONE base_offset=0; NONE base_offset=2"),
                sent(
                        "a later epoch not at zero",
                        id -> List.of(sequenced(id, 0, 0, 2), sequenced(id, 1, 2, 1)),
                        "NONE base_offset=0; OUT_OF_ORDER_SEQUENCE_NUMBER base_offset=-1"),
                sent(
                        "an older epoch",
                        id -> List.of(sequenced(id, 3, 0, 2), sequenced(id, 2, 0, 1)),
                        "NONE base_offset=0; INVALID_PRODUCER_EPOCH base_offset=-1"),
                sent("no epoch", id -> List.of(sequenced(id, -1, 0, 1)), "NONE base_offset=0"),
                sent(
                        "a negative epoch",
                        id -> List.of(sequenced(id, -5, 0, 1)),
                        "INVALID_PRODUCER_EPOCH base_offset=-1"));
    }

    private static List<Row> ids() {
        return List.of(
                sent("an id nobody gave out", _ -> List.of(sequenced(1L << 40, 0, 0, 1)), "NONE base_offset=0"),
                sent("no id, but epoch and sequence", _ -> List.of(sequenced(-1, 0, 0, 1)), "NONE base_offset=0"),
                sent("a negative id", _ -> List.of(sequenced(-2, 0, 0, 1)), "NONE base_offset=0"),
                row("init: a new producer", scene -> init(scene, null, -1, -1, 4), "NONE producer_epoch=0"),
                row("init: id and epoch it had", scene -> init(scene, null, 5, 1, 4), "NONE producer_epoch=0"),
                row(
                        "init: an id without an epoch",
                        scene -> init(scene, null, 5, -1, 4),
                        "INVALID_REQUEST producer_epoch=-1"),
                row(
                        "init: an epoch without an id",
                        scene -> init(scene, null, -1, 5, 4),
                        "INVALID_REQUEST producer_epoch=-1"),
                row(
                        "init: an empty transactional id",
                        scene -> init(scene, "", -1, -1, 4),
                        "INVALID_REQUEST producer_epoch=-1"),
                row(
                        "init: no timeout",
                        scene -> scene.call(
                                        InitProducerIdRequest.builder()
                                                .transactionalId(null)
                                                .build(),
                                        4)
                                .text("producer_epoch"),
                        "NONE producer_epoch=0"),
                row(
                        "init: a negative timeout",
                        scene -> scene.call(
                                        InitProducerIdRequest.builder()
                                                .transactionalId(null)
                                                .transactionTimeoutMs(-1)
                                                .build(),
                                        4)
                                .text("producer_epoch"),
                        "NONE producer_epoch=0"));
    }

    private static List<Row> transactions() {
        return List.of(
                row(
                        "transactional batch, no transactional id",
                        scene -> transactional(scene, null, 9),
                        "TRANSACTIONAL_ID_AUTHORIZATION_FAILED base_offset=-1"),
                row(
                        "transactional batch with an unknown transactional id",
                        scene -> transactional(scene, "u", 9),
                        "NOT_ENOUGH_REPLICAS base_offset=-1"),
                row(
                        "the same in version 12",
                        scene -> transactional(scene, "u", 12),
                        "NOT_ENOUGH_REPLICAS base_offset=-1"),
                row(
                        "two producers in one request",
                        scene -> twice(scene, scene.producerId(), 0, 12),
                        "INVALID_PRODUCER_ID_MAPPING, INVALID_PRODUCER_ID_MAPPING base_offset=-1,-1"),
                row(
                        "two epochs of one producer",
                        scene -> twice(scene, 999, 1, 9),
                        "INVALID_PRODUCER_ID_MAPPING, INVALID_PRODUCER_ID_MAPPING base_offset=-1,-1"));
    }

    private static String init(Scene scene, @Nullable String transactionalId, long id, int epoch, int version) {
        return scene.call(
                        InitProducerIdRequest.builder()
                                .transactionalId(transactionalId)
                                .transactionTimeoutMs(1000)
                                .producerId(id)
                                .producerEpoch((short) epoch)
                                .build(),
                        version)
                .text("producer_epoch");
    }

    private static String transactional(Scene scene, @Nullable String transactionalId, int version) {
        String topic = scene.topic(1);
        ProduceRequest request = Scene.produceRequest(topic, 0, transactional(scene.producerId(), 0)).toBuilder()
                .transactionalId(transactionalId)
                .build();
        return scene.call(request, version).text("base_offset");
    }

    /** Partition 0 gets records of producer 999, epoch 0, and partition 1 of this one. */
    private static String twice(Scene scene, long producerId, int epoch, int version) {
        ProduceRequest request = ProduceRequest.builder()
                .transactionalId("u")
                .acks((short) -1)
                .timeoutMs(10_000)
                .topicData(List.of(TopicProduceData.builder()
                        .name(scene.topic(2))
                        .partitionData(List.of(
                                partition(0, transactional(999, 0)), partition(1, transactional(producerId, epoch))))
                        .build()))
                .build();
        return scene.call(request, version).text("base_offset");
    }

    private static PartitionProduceData partition(int index, ByteBuffer records) {
        return PartitionProduceData.builder()
                .index(index)
                .records(new BufferPayload(records))
                .build();
    }

    private static ByteBuffer transactional(long producerId, int epoch) {
        return RecordBatchBuilder.plain()
                .producer(new ProducerSequence(producerId, (short) epoch, 0))
                .transactional()
                .append(Batches.TIME_MS, Batches.text("key"), Batches.text("value"))
                .build();
    }
}

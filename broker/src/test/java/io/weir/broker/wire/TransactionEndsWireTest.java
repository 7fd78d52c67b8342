package io.weir.broker.wire;

import static io.weir.broker.wire.Transactor.sorted;

import io.weir.protocol.messages.WriteTxnMarkersRequest;
import io.weir.protocol.messages.WriteTxnMarkersRequest.WritableTxnMarker;
import io.weir.protocol.messages.WriteTxnMarkersRequest.WritableTxnMarkerTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ends of transactions, as producers ask for them and as partitions are told: in every version, once and again. */
@Execution(ExecutionMode.CONCURRENT)
class TransactionEndsWireTest extends TransactionTable {

    private static final String OFFSETS = "__consumer_offsets";
    private static final int WITH_EPOCHS = 2;

    @Override
    List<Row> rows() {
        return Stream.of(
                        versions(0, 4, TransactionEndsWireTest::ends),
                        endsWithEpochs(),
                        versions(1, 2, TransactionEndsWireTest::markers),
                        versions(1, 2, TransactionEndsWireTest::markersOfOffsets),
                        strictMarkers().stream())
                .flatMap(rows -> rows)
                .toList();
    }

    /** Before KIP-890: the epoch stays, and the state alone tells what is meant. */
    private static List<Row> ends(int version) {
        String what = "end v" + version;
        return Stream.concat(
                        strangers(what, (p, who) -> p.end(version, who, true), fenced(version, 2)),
                        Stream.of(
                                producer(what + ": commit", p -> p.begun().end(version, p.me(), true), "NONE"),
                                producer(what + ": abort", p -> p.begun().end(version, p.me(), false), "NONE"),
                                producer(
                                        what + ": commit twice",
                                        p -> twice(p.begun(), version, true, true),
                                        "NONE; NONE"),
                                producer(
                                        what + ": abort twice",
                                        p -> twice(p.begun(), version, false, false),
                                        "NONE; NONE"),
                                producer(
                                        what + ": commit, then abort",
                                        p -> twice(p.begun(), version, true, false),
                                        "NONE; INVALID_TXN_STATE"),
                                producer(
                                        what + ": abort, then commit",
                                        p -> twice(p.begun(), version, false, true),
                                        "NONE; INVALID_TXN_STATE"),
                                producer(
                                        what + ": commit what never began",
                                        p -> p.ready().end(version, p.me(), true),
                                        "INVALID_TXN_STATE"),
                                producer(
                                        what + ": abort what never began",
                                        p -> p.ready().end(version, p.me(), false),
                                        "INVALID_TXN_STATE"),
                                producer(
                                        what + ": the next one in an older epoch",
                                        p -> p.ready().begun().end(version, p.me().inEpoch(0), false),
                                        fenced(version, 2).name())))
                .toList();
    }

    private static String twice(Transactor producer, int version, boolean first, boolean second) {
        return producer.end(version, producer.me(), first) + "; " + producer.end(version, producer.me(), second);
    }

    /** From version 5 on every end has a new epoch (KIP-890); the table is that of Kafka's TransactionCoordinator. */
    private static Stream<Row> endsWithEpochs() {
        return Stream.of(
                        strangers("end v5", (p, who) -> withoutEpoch(p.end(5, who, true)), ErrorCode.PRODUCER_FENCED),
                        strangers(
                                "abort v5", (p, who) -> withoutEpoch(p.end(5, who, false)), ErrorCode.PRODUCER_FENCED),
                        Stream.of(
                                producer(
                                        "end v5: commit", p -> p.begun().end(5, p.me(), true), "NONE producer_epoch=1"),
                                producer(
                                        "end v5: abort", p -> p.begun().end(5, p.me(), false), "NONE producer_epoch=1"),
                                producer(
                                        "end v5: commit twice",
                                        p -> twice(p.begun(), 5, true, true),
                                        "NONE producer_epoch=1; NONE producer_epoch=1"),
                                producer(
                                        "end v5: abort twice",
                                        p -> twice(p.begun(), 5, false, false),
                                        "NONE producer_epoch=1; NONE producer_epoch=1"),
                                producer(
                                        "end v5: commit, then abort",
                                        p -> twice(p.begun(), 5, true, false),
                                        "NONE producer_epoch=1; INVALID_TXN_STATE producer_epoch=-1"),
                                producer(
                                        "end v5: abort, then commit",
                                        p -> twice(p.begun(), 5, false, true),
                                        "NONE producer_epoch=1; INVALID_TXN_STATE producer_epoch=-1"),
                                producer(
                                        "end v5: commit what never began",
                                        p -> p.ready().end(5, p.me(), true),
                                        "INVALID_TXN_STATE producer_epoch=-1"),
                                producer(
                                        "end v5: abort what never began",
                                        p -> p.ready().end(5, p.me(), false),
                                        "NONE producer_epoch=1"),
                                producer(
                                        "end v5: abort what never began, twice",
                                        p -> twice(p.ready(), 5, false, false),
                                        "NONE producer_epoch=1; NONE producer_epoch=1"),
                                producer(
                                        "end v5: commit, then commit nothing",
                                        p -> p.begun().end(5, p.me(), true) + "; " + p.end(5, p.me().inEpoch(1), true),
                                        "NONE producer_epoch=1; INVALID_TXN_STATE producer_epoch=-1"),
                                producer(
                                        "end v5: commit, then abort nothing",
                                        p -> p.begun().end(5, p.me(), true) + "; " + p.end(5, p.me().inEpoch(1), false),
                                        "NONE producer_epoch=1; NONE producer_epoch=2"),
                                producer(
                                        "end v5: abort, then commit nothing",
                                        p -> p.begun().end(5, p.me(), false) + "; " + p.end(5, p.me().inEpoch(1), true),
                                        "NONE producer_epoch=1; INVALID_TXN_STATE producer_epoch=-1"),
                                producer(
                                        "end v5: abort, then abort nothing",
                                        p -> p.begun().end(5, p.me(), false) + "; "
                                                + p.end(5, p.me().inEpoch(1), false),
                                        "NONE producer_epoch=1; NONE producer_epoch=2"),
                                producer(
                                        "end v5: an epoch long gone",
                                        p -> p.begun().end(5, p.me(), true) + "; " + p.end(5, p.me().inEpoch(1), false)
                                                + "; " + p.end(5, p.me(), false),
                                        "NONE producer_epoch=1; NONE producer_epoch=2; PRODUCER_FENCED"
                                                + " producer_epoch=-1"),
                                producer(
                                        "end v5: after the end, an epoch to come",
                                        p -> p.begun().end(5, p.me(), true) + "; " + p.end(5, p.me().inEpoch(2), true),
                                        "NONE producer_epoch=1; PRODUCER_FENCED producer_epoch=-1"),
                                producer(
                                        "end v5: after the end, another producer id",
                                        p -> p.begun().end(5, p.me(), true) + "; "
                                                + p.end(5, p.me().of(1L << 40), true),
                                        "NONE producer_epoch=1; INVALID_PRODUCER_ID_MAPPING producer_epoch=-1"),
                                producer(
                                        "end v5: in an open transaction, the epoch before",
                                        p -> p.ready().begun().end(5, p.me().inEpoch(0), true),
                                        "PRODUCER_FENCED producer_epoch=-1")))
                .flatMap(rows -> rows);
    }

    private static String withoutEpoch(String answer) {
        return answer.replace(" producer_epoch=-1", "");
    }

    private static List<Row> markers(int version) {
        String what = "marker v" + version;
        return List.of(
                row(
                        what + ": commit where nothing is open",
                        scene -> write(scene, version, at(scene.topic(1), 0), m -> m),
                        "NONE"),
                row(
                        what + ": abort where nothing is open",
                        scene -> write(scene, version, at(scene.topic(1), 0), m -> m.transactionResult(false)),
                        "NONE"),
                row(
                        what + ": an unknown topic",
                        scene -> write(scene, version, at("nope", 0), m -> m),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                row(
                        what + ": unknown ones among known ones",
                        scene -> write(scene, version, at(scene.topic(2), 0, 1, 2, -1), m -> m),
                        "NONE, NONE, UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_OR_PARTITION"),
                row(what + ": no partitions", scene -> write(scene, version, at(scene.topic(1)), m -> m), ""),
                row(
                        what + ": none",
                        scene -> scene.call(WriteTxnMarkersRequest.builder().build(), version)
                                .text(),
                        ""),
                row(
                        what + ": what is open",
                        scene -> {
                            Transactor producer = new Transactor(scene).written();
                            return write(
                                    scene,
                                    version,
                                    at(producer.topic(), 0),
                                    m -> m.producerId(producer.me().producerId()));
                        },
                        "NONE"),
                row(
                        what + ": the same again",
                        scene -> again(scene, version, at(scene.topic(1), 0), m -> m),
                        "NONE; NONE"),
                row(
                        what + ": a later epoch",
                        scene -> again(scene, version, at(scene.topic(1), 0), m -> m.producerEpoch((short) 4)),
                        "NONE; NONE"),
                row(
                        what + ": an older epoch",
                        scene -> again(scene, version, at(scene.topic(1), 0), m -> m.producerEpoch((short) 2)),
                        "NONE; INVALID_PRODUCER_EPOCH"),
                row(
                        what + ": a later coordinator",
                        scene -> again(scene, version, at(scene.topic(1), 0), m -> m.coordinatorEpoch(9)),
                        "NONE; NONE"),
                row(
                        what + ": an older coordinator",
                        scene -> again(scene, version, at(scene.topic(1), 0), m -> m.coordinatorEpoch(7)),
                        "NONE; TRANSACTION_COORDINATOR_FENCED"),
                row(
                        what + ": an older coordinator and an older epoch",
                        scene -> again(
                                scene,
                                version,
                                at(scene.topic(1), 0),
                                m -> m.coordinatorEpoch(7).producerEpoch((short) 2)),
                        "NONE; INVALID_PRODUCER_EPOCH"));
    }

    /** Groups take markers, too, by another way. */
    private static List<Row> markersOfOffsets(int version) {
        String what = "marker of offsets v" + version;
        return List.of(
                row(what, scene -> again(scene, version, offsets(scene, 0), m -> m), "NONE; NONE"),
                row(
                        what + ": an unknown partition",
                        scene -> write(scene, version, offsets(scene, 9_999), m -> m),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                row(
                        what + ": an older epoch",
                        scene -> again(scene, version, offsets(scene, 0), m -> m.producerEpoch((short) 2)),
                        "NONE; INVALID_PRODUCER_EPOCH"),
                row(
                        what + ": an older coordinator",
                        scene -> again(scene, version, offsets(scene, 0), m -> m.coordinatorEpoch(7)),
                        "NONE; TRANSACTION_COORDINATOR_FENCED"));
    }

    /** Where transactions have epochs of their own the marker has the next one (KIP-890); again, see KAFKA-19999. */
    private static List<Row> strictMarkers() {
        return List.of(
                row(
                        "strict marker: the same again",
                        scene -> again(scene, 2, at(scene.topic(1), 0), m -> m.transactionVersion((byte) WITH_EPOCHS)),
                        "NONE; NONE"),
                row(
                        "strict marker: an older epoch",
                        scene -> again(
                                scene,
                                2,
                                at(scene.topic(1), 0),
                                m -> m.transactionVersion((byte) WITH_EPOCHS).producerEpoch((short) 2)),
                        "NONE; INVALID_PRODUCER_EPOCH"),
                row(
                        "strict marker: what is open, in its own epoch",
                        scene -> strict(scene, 0),
                        "INVALID_PRODUCER_EPOCH"),
                row("strict marker: what is open, in the next epoch", scene -> strict(scene, 1), "NONE"));
    }

    private static String strict(Scene scene, int epoch) {
        Transactor producer = new Transactor(scene).written();
        return write(
                scene,
                2,
                at(producer.topic(), 0),
                m -> m.producerId(producer.me().producerId())
                        .producerEpoch((short) epoch)
                        .transactionVersion((byte) WITH_EPOCHS));
    }

    /** Writes a marker of epoch 3 from a coordinator of epoch 8, and then a changed one. */
    private static String again(
            Scene scene, int version, WritableTxnMarkerTopic topic, UnaryOperator<WritableTxnMarker.Builder> change) {
        long producerId = scene.producerId();
        UnaryOperator<WritableTxnMarker.Builder> first =
                m -> m.producerId(producerId).producerEpoch((short) 3).coordinatorEpoch(8);
        return write(scene, version, topic, first) + "; "
                + write(scene, version, topic, m -> change.apply(first.apply(m)));
    }

    private static String write(
            Scene scene, int version, WritableTxnMarkerTopic topic, UnaryOperator<WritableTxnMarker.Builder> change) {
        WritableTxnMarker.Builder marker = WritableTxnMarker.builder()
                .producerId(scene.producerId())
                .producerEpoch((short) 0)
                .transactionResult(true)
                .coordinatorEpoch(1_000)
                .topics(List.of(topic));
        WriteTxnMarkersRequest request = WriteTxnMarkersRequest.builder()
                .markers(List.of(change.apply(marker).build()))
                .build();
        AtomicReference<List<ErrorCode>> codes = new AtomicReference<>(List.of());
        // Groups may have yet to be read from a partition that is new.
        Scene.until(() -> {
            codes.set(scene.call(request, version).errorCodes());
            return !codes.get().contains(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        });
        return sorted(codes.get());
    }

    private static WritableTxnMarkerTopic at(String topic, Integer... partitions) {
        return WritableTxnMarkerTopic.builder()
                .name(topic)
                .partitionIndexes(Arrays.asList(partitions))
                .build();
    }

    private static WritableTxnMarkerTopic offsets(Scene scene, int partition) {
        scene.group();
        return at(OFFSETS, partition);
    }
}

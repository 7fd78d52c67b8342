package io.weir.broker.transaction;

import io.weir.broker.request.ByTopic;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.protocol.messages.WriteTxnMarkersRequest;
import io.weir.protocol.messages.WriteTxnMarkersRequest.WritableTxnMarker;
import io.weir.protocol.messages.WriteTxnMarkersRequest.WritableTxnMarkerTopic;
import io.weir.protocol.messages.WriteTxnMarkersResponse;
import io.weir.protocol.messages.WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult;
import io.weir.protocol.messages.WriteTxnMarkersResponse.WritableTxnMarkerResult;
import io.weir.protocol.messages.WriteTxnMarkersResponse.WritableTxnMarkerTopicResult;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Markers as bytes: Kafka's WriteTxnMarkers. */
final class MarkersWire {

    private static final int VERSION = WriteTxnMarkersRequest.HIGHEST_VERSION;

    private MarkersWire() {}

    static ByteBuffer encode(TransactionMarkers markers) {
        TransactionEnd end = markers.end();
        MessageWriter out = new MessageWriter();
        WriteTxnMarkersRequest.builder()
                .markers(List.of(WritableTxnMarker.builder()
                        .producerId(end.producer().id())
                        .producerEpoch(end.producer().epoch())
                        .transactionResult(end.marker().isCommit())
                        .coordinatorEpoch(end.marker().coordinatorEpoch())
                        .transactionVersion((byte) end.transactionVersion())
                        .topics(markers.partitions().stream()
                                .collect(ByTopic.collect(
                                        TopicPartition::topic,
                                        TopicPartition::partition,
                                        (topic, indexes) -> WritableTxnMarkerTopic.builder()
                                                .name(topic)
                                                .partitionIndexes(indexes)
                                                .build())))
                        .build()))
                .build()
                .write(out, VERSION);
        return out.toByteBuffer();
    }

    static TransactionMarkers decode(ByteBuffer bytes) {
        WritableTxnMarker marker = WriteTxnMarkersRequest.read(new MessageReader(bytes), VERSION)
                .markers()
                .getFirst();
        Set<TopicPartition> places = new HashSet<>();
        marker.topics()
                .forEach(topic ->
                        topic.partitionIndexes().forEach(index -> places.add(new TopicPartition(topic.name(), index))));
        return new TransactionMarkers(
                new TransactionEnd(
                        new TransactionalProducer(marker.producerId(), marker.producerEpoch()),
                        new EndTxnMarker(marker.transactionResult(), marker.coordinatorEpoch()),
                        marker.transactionVersion()),
                places);
    }

    static ByteBuffer encode(Map<TopicPartition, ErrorCode> outcomes) {
        MessageWriter out = new MessageWriter();
        WriteTxnMarkersResponse.builder()
                .markers(List.of(WritableTxnMarkerResult.builder()
                        .topics(outcomes.entrySet().stream()
                                .collect(ByTopic.collect(
                                        outcome -> outcome.getKey().topic(),
                                        outcome -> WritableTxnMarkerPartitionResult.builder()
                                                .partitionIndex(outcome.getKey().partition())
                                                .errorCode(outcome.getValue().code())
                                                .build(),
                                        (topic, results) -> WritableTxnMarkerTopicResult.builder()
                                                .name(topic)
                                                .partitions(results)
                                                .build())))
                        .build()))
                .build()
                .write(out, VERSION);
        return out.toByteBuffer();
    }

    static Map<TopicPartition, ErrorCode> decodeOutcomes(ByteBuffer bytes) {
        Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
        WriteTxnMarkersResponse.read(new MessageReader(bytes), VERSION)
                .markers()
                .getFirst()
                .topics()
                .forEach(topic -> topic.partitions()
                        .forEach(result -> outcomes.put(
                                new TopicPartition(topic.name(), result.partitionIndex()),
                                ErrorCode.forCode(result.errorCode()))));
        return outcomes;
    }
}

package io.weir.broker.transaction;

import io.weir.broker.request.ByTopic;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.protocol.messages.AddPartitionsToTxnRequest;
import io.weir.protocol.messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.weir.protocol.messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import io.weir.protocol.messages.AddPartitionsToTxnResponse;
import io.weir.protocol.messages.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.weir.protocol.messages.AddPartitionsToTxnResponse.AddPartitionsToTxnResult;
import io.weir.protocol.messages.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Admissions as bytes: Kafka's AddPartitionsToTxn. */
final class AdmissionWire {

    private static final int VERSION = AddPartitionsToTxnRequest.HIGHEST_VERSION;

    /** Writing adds for producers of this transaction version and later, and no other. */
    private static final int WITH_EPOCHS = 2;

    record Question(Addition addition, boolean adds) {}

    private AdmissionWire() {}

    static ByteBuffer encode(Addition addition, boolean adds) {
        MessageWriter out = new MessageWriter();
        AddPartitionsToTxnRequest.builder()
                .transactions(List.of(AddPartitionsToTxnTransaction.builder()
                        .transactionalId(addition.transactionalId())
                        .producerId(addition.producer().id())
                        .producerEpoch(addition.producer().epoch())
                        .verifyOnly(!adds)
                        .topics(addition.partitions().stream()
                                .collect(ByTopic.collect(
                                        TopicPartition::topic,
                                        TopicPartition::partition,
                                        (topic, indexes) -> AddPartitionsToTxnTopic.builder()
                                                .name(topic)
                                                .partitions(indexes)
                                                .build())))
                        .build()))
                .build()
                .write(out, VERSION);
        return out.toByteBuffer();
    }

    static Question decode(ByteBuffer bytes) {
        AddPartitionsToTxnTransaction asked = AddPartitionsToTxnRequest.read(new MessageReader(bytes), VERSION)
                .transactions()
                .getFirst();
        Set<TopicPartition> places = new HashSet<>();
        asked.topics()
                .forEach(topic ->
                        topic.partitions().forEach(index -> places.add(new TopicPartition(topic.name(), index))));
        TransactionalProducer producer = new TransactionalProducer(asked.producerId(), asked.producerEpoch());
        return new Question(new Addition(asked.transactionalId(), producer, places, WITH_EPOCHS), !asked.verifyOnly());
    }

    static ByteBuffer encode(Map<TopicPartition, ErrorCode> outcomes) {
        MessageWriter out = new MessageWriter();
        AddPartitionsToTxnResponse.builder()
                .resultsByTransaction(List.of(AddPartitionsToTxnResult.builder()
                        .topicResults(outcomes.entrySet().stream()
                                .collect(ByTopic.collect(
                                        outcome -> outcome.getKey().topic(),
                                        outcome -> AddPartitionsToTxnPartitionResult.builder()
                                                .partitionIndex(outcome.getKey().partition())
                                                .partitionErrorCode(
                                                        outcome.getValue().code())
                                                .build(),
                                        (topic, results) -> AddPartitionsToTxnTopicResult.builder()
                                                .name(topic)
                                                .resultsByPartition(results)
                                                .build())))
                        .build()))
                .build()
                .write(out, VERSION);
        return out.toByteBuffer();
    }

    static Map<TopicPartition, ErrorCode> decodeOutcomes(ByteBuffer bytes) {
        Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
        AddPartitionsToTxnResponse.read(new MessageReader(bytes), VERSION)
                .resultsByTransaction()
                .getFirst()
                .topicResults()
                .forEach(topic -> topic.resultsByPartition()
                        .forEach(result -> outcomes.put(
                                new TopicPartition(topic.name(), result.partitionIndex()),
                                ErrorCode.forCode(result.partitionErrorCode()))));
        return outcomes;
    }
}

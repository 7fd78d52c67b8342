package io.weir.coordination.transaction;

import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.schema.TransactionLogKey;
import io.weir.coordination.schema.TransactionLogValue;
import io.weir.coordination.schema.TransactionLogValue.PartitionsSchema;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of __transaction_state, as Kafka 4.3 writes them. Key and value each begin with an int16: the kind of
 * record before the key, the version before the value.
 */
final class TransactionRecords {

    static final short TRANSACTION_KEY = 0;
    private static final short TRANSACTION_VALUE = 1;

    private TransactionRecords() {}

    static CoordinatorRecord of(Transaction transaction) {
        Transaction.Producer producer = transaction.producer();
        TransactionLogValue value = TransactionLogValue.builder()
                .producerId(transaction.producerId())
                .previousProducerId(producer.previousId())
                .nextProducerId(producer.nextId())
                .producerEpoch(transaction.epoch())
                .transactionTimeoutMs(transaction.times().timeoutMs())
                .transactionStatus(transaction.status().id())
                .transactionPartitions(
                        transaction.is(TransactionStatus.EMPTY) ? null : partitions(transaction.partitions()))
                .transactionLastUpdateTimestampMs(transaction.times().updateMs())
                .transactionStartTimestampMs(transaction.times().startMs())
                .clientTransactionVersion((short) transaction.clientVersion())
                .build();
        return new CoordinatorRecord(key(transaction.id()), bytes(value, TRANSACTION_VALUE));
    }

    static CoordinatorRecord tombstone(String transactionalId) {
        return CoordinatorRecord.tombstone(key(transactionalId));
    }

    /** The transactional id of a record; empty when the record is of another kind. */
    static Optional<String> idOf(CoordinatorRecord record) {
        MessageReader key = new MessageReader(record.key().duplicate());
        short kind = key.int16();
        return kind == TRANSACTION_KEY
                ? Optional.of(TransactionLogKey.read(key, kind).transactionalId())
                : Optional.empty();
    }

    /** Throws MalformedMessageException at a value that is damaged. */
    static Transaction read(String transactionalId, ByteBuffer valueBytes) {
        MessageReader in = new MessageReader(valueBytes.duplicate());
        TransactionLogValue value = TransactionLogValue.read(in, in.int16());
        TransactionStatus status = TransactionStatus.withId(value.transactionStatus())
                .orElseThrow(() -> new MalformedMessageException(
                        "transactional id " + transactionalId + " has status " + value.transactionStatus()));
        return new Transaction(
                transactionalId,
                new Transaction.Producer(
                        new TransactionalProducer(value.producerId(), value.producerEpoch()),
                        RecordBatch.NO_PRODUCER_EPOCH,
                        value.previousProducerId(),
                        value.nextProducerId()),
                status,
                partitions(Optional.ofNullable(value.transactionPartitions()).orElse(List.of())),
                new Transaction.Times(
                        value.transactionTimeoutMs(),
                        value.transactionStartTimestampMs(),
                        value.transactionLastUpdateTimestampMs()),
                value.clientTransactionVersion());
    }

    private static List<PartitionsSchema> partitions(Set<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), _ -> new ArrayList<>())
                .add(partition.partition()));
        return byTopic.entrySet().stream()
                .map(topic -> PartitionsSchema.builder()
                        .topic(topic.getKey())
                        .partitionIds(topic.getValue().stream().sorted().toList())
                        .build())
                .toList();
    }

    private static Set<TopicPartition> partitions(List<PartitionsSchema> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(topic ->
                topic.partitionIds().forEach(index -> partitions.add(new TopicPartition(topic.topic(), index))));
        return partitions;
    }

    private static ByteBuffer key(String transactionalId) {
        return bytes(
                TransactionLogKey.builder().transactionalId(transactionalId).build(), TRANSACTION_KEY);
    }

    private static ByteBuffer bytes(Message message, short version) {
        return CoordinatorRecord.bytes(version, message, version);
    }
}

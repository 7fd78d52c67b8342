package io.weir.broker.handlers.data;

import io.weir.broker.partition.Partition;
import io.weir.broker.request.RequestContext;
import io.weir.broker.transaction.TransactionGate;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.error.LogException;
import io.weir.log.producer.TransactionProof;
import io.weir.log.producer.TransactionStart;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether the transactional batches of a produce request may begin a transaction in their partitions, by
 * asking the coordinator once for all that do not have it open.
 *
 * <p>The connection waits for the answer: its producer's next request must not overtake this one, and the records are
 * not copied to let it go on. That is one commit of the coordinator for each transaction and partition.
 */
final class TransactionalWrites {

    private static final int FIRST_VERSION_THAT_ADDS = 12;
    private static final int FIRST_VERSION_WITH_ABORTABLE = 11;
    private static final int WITH_EPOCHS = 2;

    /** Finds the partition some data are for. */
    interface Target {
        /** Throws a LogException when the principal may not write to it, or there is none. */
        Partition of(TopicProduceData topic, PartitionProduceData data);
    }

    private final TransactionGate gate;

    TransactionalWrites(TransactionGate gate) {
        this.gate = gate;
    }

    /** What is known of the partitions of one request. */
    record Admissions(Map<Partition, Beginning> beginnings, Map<Partition, ErrorCode> refusals) {

        /** What the partition's batch is appended with. */
        TransactionProof proofFor(Partition partition) {
            ErrorCode refusal = refusals.getOrDefault(partition, ErrorCode.NONE);
            if (refusal.isError()) {
                throw new AppendRejectedException(
                        refusal,
                        "partition " + partition + " takes no records of this transaction: "
                                + refusal.defaultMessage());
            }
            Beginning beginning = beginnings.get(partition);
            return beginning == null ? TransactionProof.NONE : beginning.proof;
        }

        /** The partition has taken its batch, and with it, where there was none, the transaction has begun. */
        void appended(Partition partition, RequestContext context, long nowMs) {
            Beginning beginning = beginnings.get(partition);
            if (beginning != null) {
                partition.transactionOrigins().begun(beginning.producerId, context.transactionOrigin(nowMs));
            }
        }
    }

    /** A transaction that begins in a partition with the batch of this request. */
    record Beginning(TransactionProof proof, long producerId) {}

    /** All transactional batches of the request must be of one producer: {@link ProduceRules#producersRefusal}. */
    Admissions admit(ProduceRequest request, int version, Target target) {
        Admissions admissions = new Admissions(new HashMap<>(), new HashMap<>());
        Map<TopicPartition, Partition> asked = new HashMap<>();
        TransactionGate.Client client = client(version);
        Optional<TransactionalProducer> producer = Optional.empty();
        for (TopicProduceData topic : request.topicData()) {
            for (PartitionProduceData data : topic.partitionData()) {
                Optional<RecordBatch> batch = ProduceRules.transactionalBatch(data);
                Optional<Partition> partition = batch.isPresent() ? find(target, topic, data) : Optional.empty();
                if (batch.isPresent()
                        && partition.isPresent()
                        && begin(partition.get(), batch.get(), client, admissions)) {
                    asked.put(new TopicPartition(partition.get().id().topic(), data.index()), partition.get());
                    producer = Optional.of(new TransactionalProducer(
                            batch.get().producerId(), batch.get().producerEpoch()));
                }
            }
        }
        String id = request.transactionalId();
        if (id != null && producer.isPresent()) {
            Addition addition = new Addition(id, producer.get(), asked.keySet(), WITH_EPOCHS);
            gate.admit(addition, client).join().forEach((place, error) -> {
                Partition partition = asked.get(place);
                if (partition != null) {
                    admissions.refusals.put(partition, told(error, version));
                }
            });
        }
        return admissions;
    }

    /** True when the coordinator has to be asked. */
    private static boolean begin(
            Partition partition, RecordBatch batch, TransactionGate.Client client, Admissions admissions) {
        try {
            boolean countsAnew = client == TransactionGate.Client.ADDS_BY_WRITING;
            TransactionProof proof = partition.beginTransactionProof(TransactionStart.of(batch, countsAnew));
            if (proof == TransactionProof.NOT_NEEDED) {
                // Open now; whether it still is when the batch is appended is for the log to say.
                return false;
            }
            admissions.beginnings.put(partition, new Beginning(proof, batch.producerId()));
            return true;
        } catch (LogException e) {
            admissions.refusals.put(partition, e.errorCode());
            return false;
        }
    }

    private static Optional<Partition> find(Target target, TopicProduceData topic, PartitionProduceData data) {
        try {
            return Optional.of(target.of(topic, data));
        } catch (LogException e) {
            // Whoever appends finds the same, and answers it.
            return Optional.empty();
        }
    }

    private static TransactionGate.Client client(int version) {
        if (version >= FIRST_VERSION_THAT_ADDS) {
            return TransactionGate.Client.ADDS_BY_WRITING;
        }
        return version >= FIRST_VERSION_WITH_ABORTABLE
                ? TransactionGate.Client.KNOWS_ABORTABLE
                : TransactionGate.Client.ADDS_ITSELF;
    }

    /** Older clients retry only what they know, and NOT_ENOUGH_REPLICAS lets them without asking for metadata. */
    private static ErrorCode told(ErrorCode error, int version) {
        return switch (error) {
            case COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR ->
                ErrorCode.NOT_ENOUGH_REPLICAS;
            case CONCURRENT_TRANSACTIONS -> version >= FIRST_VERSION_THAT_ADDS ? error : ErrorCode.NOT_ENOUGH_REPLICAS;
            default -> error;
        };
    }
}

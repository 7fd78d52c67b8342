package io.weir.broker.transaction;

import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the coordinator before a partition takes the first write of a transaction, so that no transaction is ever open in
 * a partition without somebody who will end it (KIP-890).
 */
public final class TransactionGate {

    /** What the client that writes knows of KIP-890. */
    public enum Client {
        /** It has added the partition itself; a refusal must be an error it has always known. */
        ADDS_ITSELF,
        /** It has added the partition itself, and knows TRANSACTION_ABORTABLE. */
        KNOWS_ABORTABLE,
        /** Its first write adds the partition. */
        ADDS_BY_WRITING
    }

    private final Admission admission;

    TransactionGate(Admission admission) {
        this.admission = admission;
    }

    /** For each partition NONE when it may be written to, or the error for the client. */
    public CompletableFuture<Map<TopicPartition, ErrorCode>> admit(Addition addition, Client client) {
        return admission.ask(addition, client == Client.ADDS_BY_WRITING).thenApply(answered -> {
            Map<TopicPartition, ErrorCode> outcomes = new HashMap<>();
            answered.forEach((partition, error) -> outcomes.put(partition, told(error, client)));
            return outcomes;
        });
    }

    private static ErrorCode told(ErrorCode error, Client client) {
        return switch (error) {
            case PRODUCER_FENCED -> ErrorCode.INVALID_PRODUCER_EPOCH;
            case TRANSACTION_ABORTABLE ->
                client == Client.ADDS_ITSELF ? ErrorCode.INVALID_TXN_STATE : ErrorCode.TRANSACTION_ABORTABLE;
            default -> error;
        };
    }
}

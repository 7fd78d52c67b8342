package io.weir.broker.transaction;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.transaction.TransactionPeers.Question;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/** Asks the coordinator wherever it is. */
record ClusterAdmission(Leaders leaders, ToIntFunction<String> partitionFor, Admission local, TransactionPeers peers)
        implements Admission {

    @Override
    public CompletableFuture<Map<TopicPartition, ErrorCode>> ask(Addition addition, boolean adds) {
        int leader = leaders.of(InternalTopics.TRANSACTION_STATE, partitionFor.applyAsInt(addition.transactionalId()));
        if (leader == Leaders.NO_PARTITION || leaders.isHere(leader)) {
            return local.ask(addition, adds);
        }
        if (leader < 0) {
            return CompletableFuture.completedFuture(LocalAdmission.all(addition, ErrorCode.COORDINATOR_NOT_AVAILABLE));
        }
        return peers.ask(leader, Question.ADMIT, AdmissionWire.encode(addition, adds))
                .thenApply(AdmissionWire::decodeOutcomes)
                .exceptionally(_ -> LocalAdmission.all(addition, ErrorCode.COORDINATOR_NOT_AVAILABLE));
    }
}

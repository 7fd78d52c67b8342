package io.weir.broker.transaction;

import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the coordinator of this broker. */
record LocalAdmission(TransactionCoordinator coordinator) implements Admission {

    @Override
    public CompletableFuture<Map<TopicPartition, ErrorCode>> ask(Addition addition, boolean adds) {
        return adds
                ? coordinator.addPartitionsWhenComplete(addition).thenApply(error -> all(addition, error))
                : coordinator.verifyPartitions(addition);
    }

    static Map<TopicPartition, ErrorCode> all(Addition addition, ErrorCode error) {
        return addition.partitions().stream().collect(Collectors.toMap(Function.identity(), _ -> error));
    }
}

package io.weir.broker.transaction;

import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks the coordinator of a transaction whether partitions may take its records. */
interface Admission {

    /**
     * The coordinator's answer for each partition; never fails.
     *
     * @param adds whether partitions that are not part of the transaction become so; it then waits a little for the end of
     *     the transaction before
     */
    CompletableFuture<Map<TopicPartition, ErrorCode>> ask(Addition addition, boolean adds);
}

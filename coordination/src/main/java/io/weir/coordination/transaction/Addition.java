package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionalProducer;
import java.util.Set;

/**
 * Partitions that become part of a transaction, or have to be part of it.
 *
 * @param clientVersion the transaction version its producer uses
 */
public record Addition(
        String transactionalId, TransactionalProducer producer, Set<TopicPartition> partitions, int clientVersion) {}

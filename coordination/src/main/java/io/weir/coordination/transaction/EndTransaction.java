package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionalProducer;

/**
 * A producer ends its transaction.
 *
 * @param clientVersion the transaction version its producer uses
 */
public record EndTransaction(
        String transactionalId, TransactionalProducer producer, boolean isCommit, int clientVersion) {}

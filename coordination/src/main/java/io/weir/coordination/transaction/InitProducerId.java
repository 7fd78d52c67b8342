package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionalProducer;
import java.util.Optional;

/**
 * A producer asks for its id and epoch, and ends whatever was begun under its transactional id before.
 *
 * @param timeoutMs how long a transaction of it may stay open
 * @param expected the id and epoch it believes to have, when it has been a producer before (KIP-360)
 */
public record InitProducerId(String transactionalId, int timeoutMs, Optional<TransactionalProducer> expected) {}

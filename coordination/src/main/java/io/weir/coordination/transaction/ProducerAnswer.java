package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.types.ErrorCode;

/** What a producer is told: its identity from now on, or why it has none; {@link TransactionalProducer#NONE} then. */
public record ProducerAnswer(ErrorCode error, TransactionalProducer producer) {

    static ProducerAnswer of(TransactionalProducer producer) {
        return new ProducerAnswer(ErrorCode.NONE, producer);
    }

    static ProducerAnswer refused(ErrorCode error) {
        return new ProducerAnswer(error, TransactionalProducer.NONE);
    }
}

package io.weir.coordination.group;

import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Proofs that the transaction coordinator knows of a transaction, while the first offsets of it are on their way: one a
 * producer at most, in memory alone. Anybody may begin one for any id, so those that come to nothing are forgotten.
 */
final class OffsetProofs {

    /** Much longer than it takes to ask the transaction coordinator. */
    static final long LIFETIME_MS = 60_000;

    private static final int EPOCH_PER_TRANSACTION = 2;

    private record Proof(long number, short epoch, long begunMs) {}

    /** The one begun longest ago is the first. */
    private final Map<Long, Proof> byProducer = new LinkedHashMap<>();

    private long lastNumber;

    /** The number of the producer's proof; never 0. */
    long begin(TransactionalProducer producer, long nowMs) {
        forgetOld(nowMs);
        Proof known = byProducer.remove(producer.id());
        long number = known != null && known.epoch == producer.epoch() ? known.number : ++lastNumber;
        byProducer.put(producer.id(), new Proof(number, producer.epoch(), nowMs));
        return number;
    }

    boolean isWorthSomething(long producerId, long number) {
        Proof known = byProducer.get(producerId);
        return known != null && known.number == number;
    }

    /** The transaction is open. */
    void used(long producerId) {
        byProducer.remove(producerId);
    }

    /**
     * The producer's transaction has ended: proofs of it are worth nothing. From transaction version 2 on the marker has
     * the epoch that comes after it, which is the next transaction's.
     */
    void ended(TransactionEnd end) {
        byProducer.computeIfPresent(
                end.producer().id(),
                (_, proof) -> end.transactionVersion() >= EPOCH_PER_TRANSACTION
                                && proof.epoch >= end.producer().epoch()
                        ? proof
                        : null);
    }

    int count() {
        return byProducer.size();
    }

    private void forgetOld(long nowMs) {
        Iterator<Proof> oldestFirst = byProducer.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().begunMs + LIFETIME_MS <= nowMs) {
            oldestFirst.remove();
        }
    }
}

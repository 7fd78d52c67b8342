package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.records.RecordBatch;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of a transactional id: its producer, and its transaction, the present one or the last. Immutable;
 * each change is a new value, and a record in the log.
 *
 * @param partitions those in the transaction; empty when none is open or being ended
 * @param clientVersion the transaction version its producer uses: 2 with an epoch for each transaction (KIP-890)
 */
record Transaction(
        String id,
        Producer producer,
        TransactionStatus status,
        Set<TopicPartition> partitions,
        Times times,
        int clientVersion) {

    /** From this version on every transaction ends with a new epoch (KIP-890). */
    static final int EPOCH_PER_TRANSACTION = 2;

    /** There is no transaction whose start could be told. */
    static final long NOT_STARTED = -1;

    /**
     * The producer's identities.
     *
     * @param lastEpoch the epoch before the present one, for a client that did not hear of the change; -1 for none
     * @param previousId its id before the last change, usually the same
     * @param nextId the id it will have when the transaction is complete; -1 when it keeps its own
     */
    record Producer(TransactionalProducer current, short lastEpoch, long previousId, long nextId) {

        Producer now(long id, int epoch, short last, long next) {
            return new Producer(new TransactionalProducer(id, (short) epoch), last, current.id(), next);
        }
    }

    /**
     * Durations and instants, in ms and ms since 1970.
     *
     * @param startMs when the transaction began; {@link #NOT_STARTED} for none
     */
    record Times(int timeoutMs, long startMs, long updateMs) {}

    Transaction {
        partitions = Set.copyOf(partitions);
    }

    /** A transactional id that nobody has used; not to be written before it was {@link #initialized}. */
    static Transaction fresh(String id, long producerId, int timeoutMs, long nowMs) {
        return new Transaction(
                id,
                new Producer(
                        new TransactionalProducer(producerId, RecordBatch.NO_PRODUCER_EPOCH),
                        RecordBatch.NO_PRODUCER_EPOCH,
                        RecordBatch.NO_PRODUCER_ID,
                        RecordBatch.NO_PRODUCER_ID),
                TransactionStatus.EMPTY,
                Set.of(),
                new Times(timeoutMs, NOT_STARTED, nowMs),
                0);
    }

    long producerId() {
        return producer.current().id();
    }

    short epoch() {
        return producer.current().epoch();
    }

    boolean is(TransactionStatus asked) {
        return status == asked;
    }

    /** The largest epoch is kept for fencing, so the one before it is the last a producer gets. */
    boolean isEpochExhausted() {
        return isExhausted(epoch());
    }

    static boolean isExhausted(short epoch) {
        return epoch >= Short.MAX_VALUE - 1;
    }

    /**
     * The producer starts anew, and its predecessors are fenced by the next epoch.
     *
     * @param expectedEpoch the epoch the producer says it has, when it says so (KIP-360)
     * @return empty when that is neither the present epoch nor the one before
     */
    Optional<Transaction> initialized(int timeoutMs, Optional<Short> expectedEpoch, long nowMs) {
        Producer next;
        if (expectedEpoch.isEmpty()) {
            next = producer.now(producerId(), epoch() + 1, RecordBatch.NO_PRODUCER_EPOCH, producer.nextId());
        } else if (epoch() == RecordBatch.NO_PRODUCER_EPOCH || expectedEpoch.get() == epoch()) {
            next = producer.now(producerId(), epoch() + 1, epoch(), producer.nextId());
        } else if (expectedEpoch.get() == producer.lastEpoch()) {
            // It asks again, because it did not hear the answer.
            next = producer.now(producerId(), epoch(), producer.lastEpoch(), producer.nextId());
        } else {
            return Optional.empty();
        }
        return Optional.of(empty(next, timeoutMs, nowMs));
    }

    /** The producer starts anew under another id, since its epochs are used up. */
    Transaction rotated(long newProducerId, int timeoutMs, boolean remembersEpoch, long nowMs) {
        short last = remembersEpoch ? epoch() : RecordBatch.NO_PRODUCER_EPOCH;
        return empty(producer.now(newProducerId, 0, last, producer.nextId()), timeoutMs, nowMs);
    }

    private Transaction empty(Producer next, int timeoutMs, long nowMs) {
        return new Transaction(
                id, next, TransactionStatus.EMPTY, Set.of(), new Times(timeoutMs, NOT_STARTED, nowMs), clientVersion);
    }

    /** With more partitions; begins the transaction if there is none. */
    Transaction with(Set<TopicPartition> added, int version, long nowMs) {
        Set<TopicPartition> all = new HashSet<>(partitions);
        all.addAll(added);
        long startMs = status == TransactionStatus.ONGOING ? times.startMs() : nowMs;
        return new Transaction(
                id,
                unchangedProducer(),
                TransactionStatus.ONGOING,
                all,
                new Times(times.timeoutMs(), startMs, nowMs),
                version);
    }

    /**
     * The outcome is decided.
     *
     * @param version the client's; from 2 on the epoch grows
     * @param nextId the producer's id from then on, when its epochs are used up; -1 to keep it
     */
    Transaction ending(boolean isCommit, int version, long nextId, long nowMs) {
        boolean bumps = version >= EPOCH_PER_TRANSACTION;
        int next = bumps && epoch() < Short.MAX_VALUE ? epoch() + 1 : epoch();
        return new Transaction(
                id,
                producer.now(producerId(), next, bumps ? epoch() : producer.lastEpoch(), nextId),
                isCommit ? TransactionStatus.PREPARE_COMMIT : TransactionStatus.PREPARE_ABORT,
                partitions,
                new Times(times.timeoutMs(), status == TransactionStatus.ONGOING ? times.startMs() : nowMs, nowMs),
                version);
    }

    /** The producer as it was is fenced by the next epoch, before its transaction is aborted (before KIP-890). */
    Transaction fenced() {
        int next = epoch() < Short.MAX_VALUE ? epoch() + 1 : epoch();
        return new Transaction(
                id,
                producer.now(producerId(), next, RecordBatch.NO_PRODUCER_EPOCH, producer.nextId()),
                status,
                partitions,
                times,
                clientVersion);
    }

    /** All partitions know the outcome. */
    Transaction completed(long nowMs) {
        boolean rotates = clientVersion >= EPOCH_PER_TRANSACTION && producer.nextId() != RecordBatch.NO_PRODUCER_ID;
        return new Transaction(
                id,
                rotates
                        ? producer.now(producer.nextId(), 0, producer.lastEpoch(), RecordBatch.NO_PRODUCER_ID)
                        : producer.now(producerId(), epoch(), producer.lastEpoch(), RecordBatch.NO_PRODUCER_ID),
                status == TransactionStatus.PREPARE_COMMIT
                        ? TransactionStatus.COMPLETE_COMMIT
                        : TransactionStatus.COMPLETE_ABORT,
                Set.of(),
                new Times(times.timeoutMs(), times.startMs(), nowMs),
                clientVersion);
    }

    private Producer unchangedProducer() {
        return producer.now(producerId(), epoch(), producer.lastEpoch(), producer.nextId());
    }
}

package io.weir.coordination.transaction;

import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;

/** Decides how transactions end: as their producer says, or by abort. What is decided is final. */
final class Endings {

    private final IntSupplier version;
    private final Transactions transactions;
    private final ProducerIdSource ids;
    private final Completions completions;

    /** @param version the transaction version of the cluster, asked anew each time */
    Endings(IntSupplier version, Transactions transactions, ProducerIdSource ids, Completions completions) {
        this.version = version;
        this.transactions = transactions;
        this.ids = ids;
        this.completions = completions;
    }

    /** EndTxn: answered when the outcome is written; the markers follow. */
    ProducerAnswer handle(EndTransaction request, Step<TransactionTimer> step) {
        Optional<Transaction> found = transactions.find(request.transactionalId());
        if (found.isEmpty()) {
            return ProducerAnswer.refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
        }
        return request.clientVersion() >= Transaction.EPOCH_PER_TRANSACTION
                ? endWithEpoch(found.get(), request, step)
                : end(found.get(), request, step);
    }

    /**
     * Aborts an open transaction over its producer's head: the producer is fenced by the next epoch.
     *
     * @return COORDINATOR_LOAD_IN_PROGRESS when no producer id is in store for a producer whose epochs are used up
     */
    ErrorCode fence(Transaction open, Step<TransactionTimer> step) {
        int level = version.getAsInt();
        return level >= Transaction.EPOCH_PER_TRANSACTION
                ? decide(open, false, level, step).error()
                : decide(open.fenced(), false, 0, step).error();
    }

    /** Before KIP-890: the epoch stays, so repeating the request is told from the next one by the state alone. */
    private ProducerAnswer end(Transaction known, EndTransaction request, Step<TransactionTimer> step) {
        if (known.producerId() != request.producer().id()) {
            return ProducerAnswer.refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
        }
        if (known.epoch() != request.producer().epoch()) {
            return ProducerAnswer.refused(ErrorCode.PRODUCER_FENCED);
        }
        boolean isSameOutcome = isOutcome(known.status(), request.isCommit());
        return switch (known.status()) {
            case ONGOING -> {
                ProducerAnswer answer = decide(known, request.isCommit(), 0, step);
                yield answer.error().isError() ? answer : ProducerAnswer.of(TransactionalProducer.NONE);
            }
            case PREPARE_COMMIT, PREPARE_ABORT ->
                ProducerAnswer.refused(isSameOutcome ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.INVALID_TXN_STATE);
            case COMPLETE_COMMIT, COMPLETE_ABORT ->
                ProducerAnswer.refused(isSameOutcome ? ErrorCode.NONE : ErrorCode.INVALID_TXN_STATE);
            case EMPTY -> ProducerAnswer.refused(ErrorCode.INVALID_TXN_STATE);
            case DEAD, PREPARE_EPOCH_FENCE -> throw new IllegalStateException(known + " cannot be");
        };
    }

    /** KIP-890: each end has a new epoch, so the epoch tells a repeated request, and a client may abort when in doubt. */
    private ProducerAnswer endWithEpoch(Transaction known, EndTransaction request, Step<TransactionTimer> step) {
        if (known.status().isPrepared()) {
            // Before anything else: the producer may know the identity it will have when that is complete.
            return ProducerAnswer.refused(ErrorCode.CONCURRENT_TRANSACTIONS);
        }
        TransactionalProducer producer = request.producer();
        boolean isRepeatedAcrossIds = known.producer().previousId() == producer.id()
                && producer.epoch() == Short.MAX_VALUE - 1
                && known.epoch() == 0;
        boolean isRepeated = isRepeatedAcrossIds || known.epoch() == producer.epoch() + 1;
        if (known.producerId() != producer.id() && !isRepeatedAcrossIds) {
            return ProducerAnswer.refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
        }
        boolean isPresent = known.epoch() == producer.epoch();
        boolean isSameOutcome = isOutcome(known.status(), request.isCommit());
        return switch (known.status()) {
            case ONGOING ->
                isPresent
                        ? decide(known, request.isCommit(), request.clientVersion(), step)
                        : ProducerAnswer.refused(ErrorCode.PRODUCER_FENCED);
            case EMPTY -> {
                if (!isPresent) {
                    yield ProducerAnswer.refused(ErrorCode.PRODUCER_FENCED);
                }
                yield abortNothing(known, request, step);
            }
            case COMPLETE_COMMIT, COMPLETE_ABORT -> {
                if (isRepeated) {
                    yield isSameOutcome
                            ? ProducerAnswer.of(known.producer().current())
                            : ProducerAnswer.refused(ErrorCode.INVALID_TXN_STATE);
                }
                yield isPresent
                        ? abortNothing(known, request, step)
                        : ProducerAnswer.refused(ErrorCode.PRODUCER_FENCED);
            }
            case PREPARE_COMMIT, PREPARE_ABORT, DEAD, PREPARE_EPOCH_FENCE ->
                throw new IllegalStateException(known + " cannot be");
        };
    }

    /** A client that does not know whether it has a transaction aborts it; with none, only the epoch grows. */
    private ProducerAnswer abortNothing(Transaction known, EndTransaction request, Step<TransactionTimer> step) {
        return request.isCommit()
                ? ProducerAnswer.refused(ErrorCode.INVALID_TXN_STATE)
                : decide(known, false, request.clientVersion(), step);
    }

    private ProducerAnswer decide(Transaction before, boolean isCommit, int version, Step<TransactionTimer> step) {
        long nextId = RecordBatch.NO_PRODUCER_ID;
        if (version >= Transaction.EPOCH_PER_TRANSACTION && before.isEpochExhausted()) {
            OptionalLong id = ids.take();
            if (id.isEmpty()) {
                return ProducerAnswer.refused(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
            }
            nextId = id.getAsLong();
        }
        Transaction decided = before.ending(isCommit, version, nextId, step.nowMs());
        if (!transactions.put(decided, step)) {
            throw new IllegalStateException("the end of transaction " + before.id() + " is larger than its log takes");
        }
        step.cancel(new TransactionTimer.TimedOut(decided.id()));
        completions.start(decided, step);
        return ProducerAnswer.of(decided.completed(step.nowMs()).producer().current());
    }

    private static boolean isOutcome(TransactionStatus status, boolean isCommit) {
        return switch (status) {
            case PREPARE_COMMIT, COMPLETE_COMMIT -> isCommit;
            case PREPARE_ABORT, COMPLETE_ABORT -> !isCommit;
            case EMPTY, ONGOING, DEAD, PREPARE_EPOCH_FENCE -> false;
        };
    }
}

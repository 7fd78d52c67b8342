package io.weir.coordination.transaction;

import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** InitProducerId with a transactional id: whoever asks is the producer from then on, and all before it are fenced. */
final class InitProducerIds {

    private static final Logger LOG = LoggerFactory.getLogger(InitProducerIds.class);

    private final Transactions transactions;
    private final ProducerIdSource ids;
    private final Endings endings;

    InitProducerIds(Transactions transactions, ProducerIdSource ids, Endings endings) {
        this.transactions = transactions;
        this.ids = ids;
        this.endings = endings;
    }

    ProducerAnswer handle(InitProducerId request, Step<TransactionTimer> step) {
        Optional<Transaction> known = transactions.find(request.transactionalId());
        return known.isEmpty() ? begin(request, step) : takeOver(known.get(), request, step);
    }

    private ProducerAnswer begin(InitProducerId request, Step<TransactionTimer> step) {
        OptionalLong id = ids.take();
        if (id.isEmpty()) {
            return ProducerAnswer.refused(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        }
        return init(
                Transaction.fresh(request.transactionalId(), id.getAsLong(), request.timeoutMs(), step.nowMs()),
                request,
                step);
    }

    private ProducerAnswer takeOver(Transaction known, InitProducerId request, Step<TransactionTimer> step) {
        if (known.status().isPrepared()) {
            // Before anything else: the producer may know the identity it will have when that is complete.
            return ProducerAnswer.refused(ErrorCode.CONCURRENT_TRANSACTIONS);
        }
        if (request.expected()
                .filter(expected -> !isIdentityOf(known, expected))
                .isPresent()) {
            return ProducerAnswer.refused(ErrorCode.PRODUCER_FENCED);
        }
        return switch (known.status()) {
            case ONGOING -> {
                LOG.info(
                        "Transactional id {} has a new producer; the transaction its last one left open is aborted",
                        known.id());
                ErrorCode error = endings.fence(known, step);
                yield ProducerAnswer.refused(error.isError() ? error : ErrorCode.CONCURRENT_TRANSACTIONS);
            }
            case EMPTY, COMPLETE_COMMIT, COMPLETE_ABORT -> init(known, request, step);
            case PREPARE_COMMIT, PREPARE_ABORT, DEAD, PREPARE_EPOCH_FENCE ->
                throw new IllegalStateException(known + " cannot be");
        };
    }

    private static boolean isIdentityOf(Transaction known, TransactionalProducer expected) {
        return known.epoch() == RecordBatch.NO_PRODUCER_EPOCH
                || expected.id() == known.producerId()
                || (expected.id() == known.producer().previousId() && Transaction.isExhausted(expected.epoch()));
    }

    private ProducerAnswer init(Transaction before, InitProducerId request, Step<TransactionTimer> step) {
        Optional<Short> expectedEpoch = request.expected().map(TransactionalProducer::epoch);
        Optional<Transaction> after;
        if (before.isEpochExhausted() && (expectedEpoch.isEmpty() || expectedEpoch.get() == before.epoch())) {
            OptionalLong id = ids.take();
            if (id.isEmpty()) {
                return ProducerAnswer.refused(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
            }
            after = Optional.of(
                    before.rotated(id.getAsLong(), request.timeoutMs(), expectedEpoch.isPresent(), step.nowMs()));
        } else if (before.isEpochExhausted()
                && expectedEpoch.get() != before.producer().lastEpoch()) {
            after = Optional.empty();
        } else {
            after = before.initialized(request.timeoutMs(), expectedEpoch, step.nowMs());
        }
        if (after.isEmpty()) {
            return ProducerAnswer.refused(ErrorCode.PRODUCER_FENCED);
        }
        return transactions.put(after.get(), step)
                ? ProducerAnswer.of(after.get().producer().current())
                : ProducerAnswer.refused(ErrorCode.INVALID_REQUEST);
    }
}

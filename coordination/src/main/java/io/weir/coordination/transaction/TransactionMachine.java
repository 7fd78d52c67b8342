package io.weir.coordination.transaction;

import io.weir.coordination.runtime.CoordinatorMachine;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.runtime.Waiting;
import io.weir.protocol.messages.DescribeTransactionsResponse;
import io.weir.protocol.messages.ListTransactionsRequest;
import io.weir.protocol.messages.ListTransactionsResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of one partition of __transaction_state: wires the rules together and passes events on. */
final class TransactionMachine implements CoordinatorMachine<TransactionTimer> {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionMachine.class);

    /** When a time-out cannot be acted upon for want of a producer id. */
    private static final int TRY_AGAIN_MS = 1_000;

    private final TransactionConfig config;
    private final Transactions transactions = new Transactions();
    private final PartitionAdditions additions = new PartitionAdditions(transactions);
    private final TransactionQueries queries = new TransactionQueries(transactions);
    private final Completions completions;
    private final Endings endings;
    private final InitProducerIds inits;

    TransactionMachine(TransactionConfig config, IntSupplier version, ProducerIdSource ids, Completions.Sender sender) {
        this.config = config;
        completions = new Completions(transactions, sender, additions);
        endings = new Endings(version, transactions, ids, completions);
        inits = new InitProducerIds(transactions, ids, endings);
    }

    @Override
    public void replay(CoordinatorRecord record) {
        transactions.replay(record);
    }

    @Override
    public void loaded(Step<TransactionTimer> step) {
        for (Transaction transaction : transactions.all()) {
            if (transaction.status().isPrepared()) {
                LOG.info("Transaction {} was being ended ({}); going on", transaction.id(), transaction.status());
                completions.start(transaction, step);
            } else if (transaction.is(TransactionStatus.ONGOING)) {
                scheduleTimeout(transaction, step);
            }
        }
        scheduleExpiry(step);
    }

    @Override
    public void timeout(TransactionTimer timer, Step<TransactionTimer> step) {
        switch (timer) {
            case TransactionTimer.TimedOut(String id) ->
                transactions
                        .find(id)
                        .filter(found -> found.is(TransactionStatus.ONGOING))
                        .ifPresent(open -> timedOut(open, step));
            case TransactionTimer.MarkersDue(String id) -> completions.retry(id, step);
            case TransactionTimer.WaitOver(String id) -> additions.answerHeld(id, step);
            case TransactionTimer.ExpiryDue() -> {
                expire(step);
                scheduleExpiry(step);
            }
        }
    }

    ProducerAnswer init(InitProducerId request, Step<TransactionTimer> step) {
        return inits.handle(request, step);
    }

    ErrorCode add(Addition addition, Step<TransactionTimer> step) {
        return additions.add(addition, step);
    }

    void addWhenComplete(Addition addition, Waiting<ErrorCode> waiting, Step<TransactionTimer> step) {
        additions.addWhenComplete(addition, waiting, step);
    }

    Map<TopicPartition, ErrorCode> verify(Addition addition) {
        return additions.verify(addition);
    }

    ProducerAnswer end(EndTransaction request, Step<TransactionTimer> step) {
        return endings.handle(request, step);
    }

    boolean markersWritten(
            String id,
            TransactionalProducer producer,
            Map<TopicPartition, ErrorCode> outcomes,
            Step<TransactionTimer> step) {
        completions.written(id, producer, outcomes, step);
        return true;
    }

    OpenTransactions open() {
        return queries.open();
    }

    DescribeTransactionsResponse.TransactionState describe(String id) {
        return queries.describe(id);
    }

    List<ListTransactionsResponse.TransactionState> list(ListTransactionsRequest request, Step<TransactionTimer> step) {
        return queries.list(request, step.nowMs());
    }

    private void timedOut(Transaction open, Step<TransactionTimer> step) {
        long leftMs = open.times().startMs() + open.times().timeoutMs() - step.nowMs();
        if (leftMs > 0) {
            scheduleTimeout(open, step);
            return;
        }
        LOG.warn(
                "Transaction {} of producer {} has been open for {} ms and is aborted; its time-out is {} ms",
                open.id(),
                open.producer().current(),
                step.nowMs() - open.times().startMs(),
                open.times().timeoutMs());
        if (endings.fence(open, step).isError()) {
            TransactionTimer timer = new TransactionTimer.TimedOut(open.id());
            step.schedule(timer, TRY_AGAIN_MS, timer);
        }
    }

    private static void scheduleTimeout(Transaction open, Step<TransactionTimer> step) {
        TransactionTimer timer = new TransactionTimer.TimedOut(open.id());
        long leftMs = open.times().startMs() + open.times().timeoutMs() - step.nowMs();
        step.schedule(timer, Math.max(0, leftMs), timer);
    }

    private void expire(Step<TransactionTimer> step) {
        List<Transaction> silent = transactions.all().stream()
                .filter(found ->
                        found.status().isIdle() && found.times().updateMs() <= step.nowMs() - config.expirationMs())
                .toList();
        silent.forEach(found -> transactions.remove(found.id(), step));
        if (!silent.isEmpty()) {
            LOG.info("Forgot {} transactional ids that were silent for {} ms", silent.size(), config.expirationMs());
        }
    }

    private void scheduleExpiry(Step<TransactionTimer> step) {
        TransactionTimer timer = new TransactionTimer.ExpiryDue();
        step.schedule(timer, config.expiryCheckIntervalMs(), timer);
    }
}

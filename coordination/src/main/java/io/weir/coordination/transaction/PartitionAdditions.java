package io.weir.coordination.transaction;

import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.Waiting;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Partitions come into transactions, said by the producer or found out by its first write (KIP-890). */
final class PartitionAdditions implements Completions.Waiters {

    /** How long a write waits for the end of the transaction before it; then its client tries again. */
    private static final int WAIT_MS = 100;

    private record Held(Addition addition, Waiting<ErrorCode> waiting) {}

    private final Transactions transactions;
    private final Map<String, List<Held>> held = new HashMap<>();

    PartitionAdditions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** AddPartitionsToTxn and AddOffsetsToTxn. */
    ErrorCode add(Addition addition, Step<TransactionTimer> step) {
        Optional<Transaction> found = transactions.find(addition.transactionalId());
        if (found.isPresent() && found.get().status().isPrepared()) {
            // Before anything else: the producer may know the identity it will have when that is complete.
            return ErrorCode.CONCURRENT_TRANSACTIONS;
        }
        ErrorCode refusal = found.map(known -> refusal(known, addition)).orElse(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
        if (refusal.isError() || found.isEmpty()) {
            return refusal;
        }
        Transaction before = found.get();
        if (before.is(TransactionStatus.ONGOING) && before.partitions().containsAll(addition.partitions())) {
            return ErrorCode.NONE;
        }
        Transaction after = before.with(addition.partitions(), addition.clientVersion(), step.nowMs());
        if (!transactions.put(after, step)) {
            return ErrorCode.RECORD_LIST_TOO_LARGE;
        }
        if (!before.is(TransactionStatus.ONGOING)) {
            TransactionTimer timeout = new TransactionTimer.TimedOut(after.id());
            step.schedule(timeout, after.times().timeoutMs(), timeout);
        }
        return ErrorCode.NONE;
    }

    /** As {@link #add}, and where the transaction before is still being ended, waits a little for that. */
    void addWhenComplete(Addition addition, Waiting<ErrorCode> waiting, Step<TransactionTimer> step) {
        ErrorCode outcome = add(addition, step);
        if (outcome != ErrorCode.CONCURRENT_TRANSACTIONS) {
            step.answer(waiting, outcome);
            return;
        }
        held.computeIfAbsent(addition.transactionalId(), id -> {
                    // Once for all of them: who comes later must not make the first wait longer.
                    TransactionTimer over = new TransactionTimer.WaitOver(id);
                    step.schedule(over, WAIT_MS, over);
                    return new ArrayList<>();
                })
                .add(new Held(addition, waiting));
    }

    @Override
    public void completed(String id, Step<TransactionTimer> step) {
        answerHeld(id, step);
    }

    /** Whoever waits for the transaction has waited long enough. */
    void answerHeld(String id, Step<TransactionTimer> step) {
        List<Held> waiting = held.remove(id);
        if (waiting != null) {
            step.cancel(new TransactionTimer.WaitOver(id));
            waiting.forEach(one -> step.answer(one.waiting(), add(one.addition(), step)));
        }
    }

    /** Whether each of these partitions is in the producer's transaction. */
    Map<TopicPartition, ErrorCode> verify(Addition addition) {
        Optional<Transaction> found = transactions.find(addition.transactionalId());
        ErrorCode refusal = found.map(known -> refusal(known, addition)).orElse(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
        if (refusal.isError() || found.isEmpty()) {
            return all(addition, refusal);
        }
        return addition.partitions().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        partition -> found.get().partitions().contains(partition)
                                ? ErrorCode.NONE
                                : ErrorCode.TRANSACTION_ABORTABLE));
    }

    static Map<TopicPartition, ErrorCode> all(Addition addition, ErrorCode error) {
        return addition.partitions().stream().collect(Collectors.toMap(Function.identity(), _ -> error));
    }

    private static ErrorCode refusal(Transaction known, Addition addition) {
        if (known.producerId() != addition.producer().id()) {
            return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
        }
        if (known.epoch() != addition.producer().epoch()) {
            return ErrorCode.PRODUCER_FENCED;
        }
        return known.status().isPrepared() ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.NONE;
    }
}

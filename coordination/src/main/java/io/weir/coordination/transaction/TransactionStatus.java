package io.weir.coordination.transaction;

import java.util.Arrays;
import java.util.Optional;

/** Where a transactional id is in the life of its transaction; ids and names are Kafka's, on disk and in answers. */
enum TransactionStatus {
    /** The producer is known and has not begun a transaction with this epoch. */
    EMPTY(0, "Empty"),
    ONGOING(1, "Ongoing"),
    /** The outcome is decided and written; its markers may not all be. */
    PREPARE_COMMIT(2, "PrepareCommit"),
    PREPARE_ABORT(3, "PrepareAbort"),
    /** All markers are written. */
    COMPLETE_COMMIT(4, "CompleteCommit"),
    COMPLETE_ABORT(5, "CompleteAbort"),
    /** Known by name only: nothing is ever in these here. */
    DEAD(6, "Dead"),
    PREPARE_EPOCH_FENCE(7, "PrepareEpochFence");

    private final byte id;
    private final String label;

    TransactionStatus(int id, String label) {
        this.id = (byte) id;
        this.label = label;
    }

    byte id() {
        return id;
    }

    String label() {
        return label;
    }

    /** Decided, and not yet told to all partitions. */
    boolean isPrepared() {
        return this == PREPARE_COMMIT || this == PREPARE_ABORT;
    }

    boolean isComplete() {
        return this == COMPLETE_COMMIT || this == COMPLETE_ABORT;
    }

    /** Nothing is open: the id may be forgotten. */
    boolean isIdle() {
        return this == EMPTY || isComplete();
    }

    static Optional<TransactionStatus> named(String label) {
        return Arrays.stream(values())
                .filter(status -> status.label.equals(label))
                .findFirst();
    }

    static Optional<TransactionStatus> withId(byte id) {
        return Arrays.stream(values()).filter(status -> status.id == id).findFirst();
    }
}

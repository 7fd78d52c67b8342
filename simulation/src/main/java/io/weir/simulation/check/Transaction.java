package io.weir.simulation.check;

/**
 * What is known of a transaction's end.
 *
 * @param isCommitAsked whether anybody ever asked for a commit
 * @param askedAtNanos when that was first; {@link Long#MAX_VALUE} while nobody has
 * @param fate what the client knows
 */
record Transaction(boolean isCommitAsked, long askedAtNanos, Fate fate) {

    static final Transaction OPEN = new Transaction(false, Long.MAX_VALUE, Fate.ABORTED);

    Transaction asked(boolean isCommit, long atNanos) {
        if (!isCommit) {
            return this;
        }
        return isCommitAsked ? this : new Transaction(true, atNanos, Fate.UNKNOWN);
    }

    Transaction told(boolean isCommit) {
        return new Transaction(isCommitAsked, askedAtNanos, isCommit ? Fate.COMMITTED : Fate.ABORTED);
    }
}

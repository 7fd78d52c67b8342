package io.weir.coordination.transaction;

/** What the timers of the transaction machine carry. A timer is its own key. */
sealed interface TransactionTimer {

    /** The transaction of this id may have been open for too long. */
    record TimedOut(String transactionalId) implements TransactionTimer {}

    /** Markers could not be written; it is time to try again. */
    record MarkersDue(String transactionalId) implements TransactionTimer {}

    /** Those who wait for a transaction to be complete have waited long enough. */
    record WaitOver(String transactionalId) implements TransactionTimer {}

    /** Time to look for transactional ids that nobody uses. */
    record ExpiryDue() implements TransactionTimer {}
}

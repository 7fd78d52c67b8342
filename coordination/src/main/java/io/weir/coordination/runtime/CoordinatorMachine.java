package io.weir.coordination.runtime;

/**
 * The state machine of one partition of an internal topic: the whole of what a coordinator decides.
 *
 * <p>A machine is called by one thread at a time. It has no clock, no thread and no socket: time comes with each
 * {@link Step}, and what it wants done (records, answers, timers) goes into the step. It changes its own state in the
 * same call; the runtime withholds the answers until the records are committed, and when they cannot be committed it
 * throws the machine away and builds a new one from the log.
 *
 * @param <T> what a timer of this machine carries
 */
public interface CoordinatorMachine<T> {

    /**
     * Takes one record of the log while loading. A record of a kind it does not know is skipped.
     *
     * @param record its buffers are valid during the call only
     */
    void replay(CoordinatorRecord record);

    /**
     * Takes one record of a transaction while loading; it counts only if the transaction is committed. Machines that
     * take no part in transactions have none.
     */
    default void replayPending(TransactionalProducer producer, CoordinatorRecord record) {}

    /** A producer's transaction has ended, while loading or now: its pending records count from here on, or never. */
    default void transactionEnded(TransactionEnd end) {}

    /** The log was read to its end; requests follow. Here timers of what was loaded are started. */
    void loaded(Step<T> step);

    /** A timer that a step scheduled has run out. */
    void timeout(T timer, Step<T> step);
}

package io.weir.coordination.runtime;

/** Time, as far as coordinators need it: the system's in a broker, a simulated one in tests. */
public interface CoordinatorTime {

    /** Wall-clock time in ms since 1970: goes into records, may jump. */
    long wallClockMs();

    /** Time in ms from an arbitrary point: measures delays, never goes back. */
    long monotonicMs();

    /**
     * Runs an action once, on any thread, not before the delay is over. The action is short and does not block.
     *
     * @param delayMs 0 or more
     */
    Cancellation wakeUpIn(long delayMs, Runnable action);

    /** Takes a wake-up back. */
    @FunctionalInterface
    interface Cancellation {
        /** Has no effect when the action has run; it may be running right now. */
        void cancel();
    }
}

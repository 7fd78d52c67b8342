package io.weir.broker.replica;

/** When replication does what may wait or touch a disk: on threads of its own, or in the time of a simulation. */
public interface Turns {

    /** Runs it soon. */
    void soon(Runnable task);

    /** Runs it after so many milliseconds, unless it is called off before. */
    Timer later(long delayMs, Runnable task);

    /** Milliseconds of a clock that never goes back. */
    long nowMs();

    /** Something that is to run later. */
    @FunctionalInterface
    interface Timer {
        void callOff();
    }
}

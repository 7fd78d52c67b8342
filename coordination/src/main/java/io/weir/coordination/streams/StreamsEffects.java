package io.weir.coordination.streams;

import io.weir.coordination.runtime.CoordinatorRecord;

/** What streams groups can do in one step of their machine; all of it is held back until the records are committed. */
public interface StreamsEffects {

    /** Wall-clock time in ms since 1970, the same for the whole step. */
    long nowMs();

    /** Whether the log can take a record of this size. */
    boolean fits(CoordinatorRecord record);

    void append(CoordinatorRecord record);

    /** Starts the timer of this key, or starts it anew. */
    void schedule(StreamsTimer timer, long delayMs);

    /** Stops the timer of this key, if there is one. */
    void cancel(Object key);
}

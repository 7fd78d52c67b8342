package io.weir.coordination.share;

import io.weir.coordination.runtime.CoordinatorRecord;

/** What share groups want done, in one step of the machine they are in. */
public interface ShareEffects {

    /** Wall-clock time in ms since 1970. */
    long nowMs();

    boolean fits(CoordinatorRecord record);

    void append(CoordinatorRecord record);

    /** Starts the timer of this member's session anew. */
    void schedule(ShareTimer timer, long delayMs);

    void cancel(ShareTimer timer);

    /** Lets something happen outside when everything written so far is committed. */
    void whenCommitted(Runnable effect);
}

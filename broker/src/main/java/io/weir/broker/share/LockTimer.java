package io.weir.broker.share;

import io.weir.coordination.runtime.CoordinatorTime;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One wake-up for the locks of one partition: no later than the earliest. Called under the partition's lock. */
final class LockTimer {

    private static final long NOT_ARMED = Long.MAX_VALUE;

    private final CoordinatorTime time;
    private final Runnable due;
    private long armedForMs = NOT_ARMED;
    private CoordinatorTime.@Nullable Cancellation wakeUp;

    /** @param due is run on a thread of its own */
    LockTimer(CoordinatorTime time, Runnable due) {
        this.time = time;
        this.due = due;
    }

    void arm(OptionalLong deadlineMs) {
        boolean isOver = armedForMs != NOT_ARMED && armedForMs <= time.monotonicMs();
        if (deadlineMs.isEmpty() || (!isOver && deadlineMs.getAsLong() >= armedForMs)) {
            return;
        }
        stop();
        armedForMs = deadlineMs.getAsLong();
        wakeUp = time.wakeUpIn(Math.max(0, armedForMs - time.monotonicMs()), () -> Thread.startVirtualThread(due));
    }

    void stop() {
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
        armedForMs = NOT_ARMED;
    }
}

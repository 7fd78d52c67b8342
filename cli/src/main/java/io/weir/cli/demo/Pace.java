package io.weir.cli.demo;

import java.util.concurrent.TimeUnit;

/**
 * When each event is due: the first ones one by one as in life, the others as fast as they go.
 *
 * @param liveEvents how many events are paced
 * @param perSecond at what rate
 * @param warmUpEvents how many of the paced events come before latency is measured, while the process is cold
 */
record Pace(int liveEvents, int perSecond, int warmUpEvents) {

    boolean live(int index) {
        return index < liveEvents;
    }

    /** Whether the latency of a paced event counts. */
    boolean measured(int index) {
        return live(index) && index >= warmUpEvents;
    }

    /** How long after the start a paced event is due. */
    long dueAfterNanos(int index) {
        return index * TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** How long the warm-up takes, in seconds. */
    int warmUpSeconds() {
        return warmUpEvents / perSecond;
    }
}

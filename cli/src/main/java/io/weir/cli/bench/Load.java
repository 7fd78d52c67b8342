package io.weir.cli.bench;

import java.util.concurrent.TimeUnit;

/**
 * What is sent.
 *
 * @param records how many
 * @param sizeBytes of each value
 * @param perSecond at what rate; 0 as fast as it goes
 */
record Load(String topic, int records, int sizeBytes, int perSecond) {

    boolean paced() {
        return perSecond > 0;
    }

    /** When a record is due, in nanoseconds after the start. */
    long dueAfterNanos(int index) {
        return paced() ? index * TimeUnit.SECONDS.toNanos(1) / perSecond : 0;
    }
}

package io.weir.console.samples;

import io.weir.broker.metrics.Histogram;

/**
 * What had been counted at one time, since the start of the broker.
 *
 * @param timeMs  since 1970
 * @param nanos   of the clock by which the time between two readings is known
 * @param produce how long requests took
 * @param fetch   the same, without waiting for records
 * @param maxLag  the largest lag of a group in one partition; not a number where none is known
 */
record Reading(
        long timeMs, long nanos, Traffic traffic, Histogram.Counts produce, Histogram.Counts fetch, double maxLag) {

    /**
     * What went through the broker.
     *
     * @param connections that are open now
     */
    record Traffic(long bytesIn, long bytesOut, long recordsIn, long requests, int connections) {}
}

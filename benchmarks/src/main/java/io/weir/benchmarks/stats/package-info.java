/**
 * Numbers made of many measurements: percentiles, medians, spreads, schedules of what is due when.
 * Knows nothing of brokers, files or clocks.
 */
@NullMarked
package io.weir.benchmarks.stats;

import org.jspecify.annotations.NullMarked;

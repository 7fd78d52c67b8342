/**
 * Loads that start brokers of their own: start, idle cost, many partitions, many connections.
 * Each broker is fresh, alone, and gone when its load ends.
 */
@NullMarked
package io.weir.benchmarks.cold;

import org.jspecify.annotations.NullMarked;

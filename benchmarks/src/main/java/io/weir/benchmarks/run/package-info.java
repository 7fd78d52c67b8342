/**
 * The command: which rows there are, what they have to reach, and the order in which brokers take turns.
 * Measuring is done by the loads, showing by the report.
 */
@NullMarked
package io.weir.benchmarks.run;

import org.jspecify.annotations.NullMarked;

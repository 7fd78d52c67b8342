/**
 * What was measured, what it has to reach, and whether it does. Plain data and arithmetic.
 * Knows neither how it came about nor how it is shown.
 */
@NullMarked
package io.weir.benchmarks.result;

import org.jspecify.annotations.NullMarked;

/**
 * What is done to a running broker by the low-overhead client, one class a load.
 * Loads measure one broker once; rounds, order and comparison are decided elsewhere.
 */
@NullMarked
package io.weir.benchmarks.load;

import org.jspecify.annotations.NullMarked;

/**
 * Loads on clusters of three brokers, which each run starts and ends. Brokers of single nodes are elsewhere, and what
 * starts processes is in {@code server}.
 */
@NullMarked
package io.weir.benchmarks.replicated;

import org.jspecify.annotations.NullMarked;

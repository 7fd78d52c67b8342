/**
 * Broker processes, Weir's and Kafka's: prepared, started, asked whether they answer, stopped, killed.
 * Each has a folder and ports of its own and is ended by its process id. No load lives here.
 */
@NullMarked
package io.weir.benchmarks.server;

import org.jspecify.annotations.NullMarked;

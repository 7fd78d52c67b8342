/**
 * What is done to a running broker by clients people use: the official Java client, its tools, and kcat.
 * Here the client may be the limit; the loads of the low-overhead client say what the broker costs.
 */
@NullMarked
package io.weir.benchmarks.client;

import org.jspecify.annotations.NullMarked;

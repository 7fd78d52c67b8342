/**
 * A client that costs little: requests encoded once and patched, many connections served by one thread.
 * It checks every answer for errors and nothing else; what is measured belongs to the loads.
 */
@NullMarked
package io.weir.benchmarks.wire;

import org.jspecify.annotations.NullMarked;

/**
 * Where a broker spends its time: recordings of the JDK flight recorder, top frames, flame graphs, threads.
 * Works on any Java process by its id.
 */
@NullMarked
package io.weir.benchmarks.profile;

import org.jspecify.annotations.NullMarked;

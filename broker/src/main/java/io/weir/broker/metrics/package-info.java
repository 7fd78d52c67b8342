/**
 * What this broker counts while it works: plain counters that neither lock nor allocate, read when somebody looks.
 *
 * <p>Must not know what is counted by whom, nor how it is shown.
 */
@NullMarked
package io.weir.broker.metrics;

import org.jspecify.annotations.NullMarked;

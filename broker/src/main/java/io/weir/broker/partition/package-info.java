/**
 * The partitions this broker leads: log and high watermark together, and those who wait for either.
 *
 * <p>Must not know requests.
 */
@NullMarked
package io.weir.broker.partition;

import org.jspecify.annotations.NullMarked;

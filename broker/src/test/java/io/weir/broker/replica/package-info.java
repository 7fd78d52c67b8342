/**
 * Tests of how followers' questions are answered, with time and partitions faked.
 *
 * <p>Must not know threads.
 */
@NullMarked
package io.weir.broker.replica;

import org.jspecify.annotations.NullMarked;

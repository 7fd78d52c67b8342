/**
 * How fast replicas that are behind may be copied, on both sides of replication.
 * Pure: the clock comes in.
 */
@NullMarked
package io.weir.replication.rate;

import org.jspecify.annotations.NullMarked;

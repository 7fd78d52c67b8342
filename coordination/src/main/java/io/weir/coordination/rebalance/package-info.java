/**
 * Why groups rebalance, of either protocol: reasons, and the last rebalances with when they began and ended.
 * Knows no group; kept in memory only.
 */
@NullMarked
package io.weir.coordination.rebalance;

import org.jspecify.annotations.NullMarked;

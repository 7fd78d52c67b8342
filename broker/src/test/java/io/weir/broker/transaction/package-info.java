/**
 * Transactions whose coordinator and partitions are on different brokers, with the other brokers faked.
 *
 * <p>What a whole cluster does is tested elsewhere.
 */
@NullMarked
package io.weir.broker.transaction;

import org.jspecify.annotations.NullMarked;

/**
 * Joins the transaction coordinator to this broker: its log is a partition, markers go into partitions, and whoever
 * writes into a partition for the first time in a transaction asks it.
 *
 * <p>Must not know requests; the state of transactions lives in the coordination room.
 */
@NullMarked
package io.weir.broker.transaction;

import org.jspecify.annotations.NullMarked;

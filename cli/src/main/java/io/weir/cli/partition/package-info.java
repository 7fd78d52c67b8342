/**
 * {@code weir partition}, {@code weir records} and the parts of {@code weir log} and {@code weir topic} about partitions:
 * who leads them, where their replicas and folders are, where they begin and end; and to change that.
 * Must not: plan for a whole cluster; {@code weir cluster rebalance} does.
 */
@NullMarked
package io.weir.cli.partition;

import org.jspecify.annotations.NullMarked;

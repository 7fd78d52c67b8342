/**
 * Joins the group coordinator to this broker: its log is a partition, its topics are the cluster's.
 *
 * <p>Must not know requests; group state lives in the coordination room.
 */
@NullMarked
package io.weir.broker.group;

import org.jspecify.annotations.NullMarked;

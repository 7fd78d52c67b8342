/**
 * The {@code weir group} commands: the groups there are, and each member's partitions with their lag.
 * As an ordinary admin client.
 * Must not: know the broker's classes.
 */
@NullMarked
package io.weir.cli.group;

import org.jspecify.annotations.NullMarked;

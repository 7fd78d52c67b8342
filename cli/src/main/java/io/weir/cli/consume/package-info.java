/**
 * The {@code weir consume} command: where to start, when to stop, and how a record is printed.
 * Keys and values are bytes from end to end.
 * Must not: know the broker's classes.
 */
@NullMarked
package io.weir.cli.consume;

import org.jspecify.annotations.NullMarked;

/**
 * Which brokers partitions ought to be on: a plan of moves, by size, load and number, from what is where.
 * Pure: whoever carries it out, and whoever only shows it, gets the same.
 * No images, no commands.
 */
@NullMarked
package io.weir.metadata.balance;

import org.jspecify.annotations.NullMarked;

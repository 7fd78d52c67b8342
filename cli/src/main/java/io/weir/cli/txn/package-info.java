/**
 * The {@code weir txn} commands: the transactions there are, those that hold readers back, and a way to end them.
 * Each is an ordinary client.
 * Must not: know the broker's classes.
 */
@NullMarked
package io.weir.cli.txn;

import org.jspecify.annotations.NullMarked;

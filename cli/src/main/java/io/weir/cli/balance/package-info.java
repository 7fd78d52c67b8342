/**
 * {@code weir cluster status}, {@code drain} and {@code rebalance}: what is where, and what ought to be elsewhere.
 * An ordinary admin client; the plan is the broker's own.
 * Nothing about processes of this machine.
 */
@NullMarked
package io.weir.cli.balance;

import org.jspecify.annotations.NullMarked;

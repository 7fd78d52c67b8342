/**
 * Transactions: which are open, where they wrote, whom they hold back, and a way to end them.
 *
 * <p>Must not read records.
 */
@NullMarked
package io.weir.console.transactions;

import org.jspecify.annotations.NullMarked;

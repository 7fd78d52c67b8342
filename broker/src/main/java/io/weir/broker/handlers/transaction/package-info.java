/**
 * The API keys of transactions: who may do what, and the form of each version's answers.
 *
 * <p>Must not know how transactions are kept; that is the coordinator's.
 */
@NullMarked
package io.weir.broker.handlers.transaction;

import org.jspecify.annotations.NullMarked;

/**
 * Handlers of the API keys about share groups and the state of their partitions.
 *
 * <p>Must not hold state of their own.
 */
@NullMarked
package io.weir.broker.handlers.share;

import org.jspecify.annotations.NullMarked;

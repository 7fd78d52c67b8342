/**
 * One class an API key: what the broker does when asked. Found through the table in {@link
 * io.weir.broker.handlers.Handlers}.
 *
 * <p>Translates between messages and the rooms that do the work; must not know sockets, nor hold state of its own.
 */
@NullMarked
package io.weir.broker.handlers;

import org.jspecify.annotations.NullMarked;

/**
 * The API keys of topics: their metadata, and creating, growing and deleting them.
 *
 * <p>Rules about topics live in the metadata room's controller; here are authorization and translation.
 */
@NullMarked
package io.weir.broker.handlers.topic;

import org.jspecify.annotations.NullMarked;

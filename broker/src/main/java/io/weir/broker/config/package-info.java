/**
 * What a broker is started with, as types: listeners, folders, limits.
 *
 * <p>Must not know the rest of the broker; names and defaults of settings live in the metadata room.
 */
@NullMarked
package io.weir.broker.config;

import org.jspecify.annotations.NullMarked;

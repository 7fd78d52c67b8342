/**
 * Sockets: listeners, connections on virtual threads, frames in, ordered answers out.
 *
 * <p>Knows frames and payloads. Must not know what a request means, nor topics, groups or files.
 */
@NullMarked
package io.weir.broker.network;

import org.jspecify.annotations.NullMarked;

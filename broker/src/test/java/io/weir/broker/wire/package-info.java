/**
 * The broker over raw sockets: requests that no well-behaved client sends, answers read by Kafka's own classes.
 *
 * <p>What the official client does in earnest is tested elsewhere.
 */
@NullMarked
package io.weir.broker.wire;

import org.jspecify.annotations.NullMarked;

/**
 * Fetch: incremental sessions, reading many partitions within one budget, and waiting for more.
 *
 * <p>Must not know sockets; the answer's encoding is the message's own.
 */
@NullMarked
package io.weir.broker.fetch;

import org.jspecify.annotations.NullMarked;

/**
 * Replication between this broker and others: threads, links and logs around the rules of the replication room.
 *
 * <p>Must not know requests of clients.
 */
@NullMarked
package io.weir.broker.replica;

import org.jspecify.annotations.NullMarked;

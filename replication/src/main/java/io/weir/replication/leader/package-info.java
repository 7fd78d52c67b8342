/**
 * The leader's side of replication: how far records are kept, which replicas are in sync, and what each follower's broker is
 * sent next. Pure: time comes in, proposals and answers come out; no threads, files or sockets.
 */
@NullMarked
package io.weir.replication.leader;

import org.jspecify.annotations.NullMarked;

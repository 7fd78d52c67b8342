/**
 * The follower's side of replication: what to ask a leader for, and what its answers do to the own log. Pure but for the port
 * {@link io.weir.replication.follower.ReplicaLog}; no threads or sockets.
 */
@NullMarked
package io.weir.replication.follower;

import org.jspecify.annotations.NullMarked;

/**
 * The metadata log of a cluster: entries ordered and kept by a Raft group of Apache Ratis, whose messages travel over a
 * transport of the caller's. Ratis' classes are loaded only when something in here is used.
 * No rules of the controller live here, and nothing that Raft itself decides.
 */
@NullMarked
package io.weir.metadata.ratis;

import org.jspecify.annotations.NullMarked;

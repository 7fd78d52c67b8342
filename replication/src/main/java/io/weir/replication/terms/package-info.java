/**
 * What both sides of replication talk about: partitions, and where a follower stands.
 * No behaviour.
 */
@NullMarked
package io.weir.replication.terms;

import org.jspecify.annotations.NullMarked;

/**
 * What the nodes of a cluster say to each other: frames on the internal listener, and the links they travel by.
 *
 * <p>Must not know what is said: Raft's messages, commands and the like are bytes here.
 */
@NullMarked
package io.weir.broker.peer;

import org.jspecify.annotations.NullMarked;

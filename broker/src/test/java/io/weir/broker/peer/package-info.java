/**
 * Tests of the links between nodes, against nodes that misbehave.
 *
 * <p>Must not know what is said.
 */
@NullMarked
package io.weir.broker.peer;

import org.jspecify.annotations.NullMarked;

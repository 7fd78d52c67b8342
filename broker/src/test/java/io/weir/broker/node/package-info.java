/** Tests of this node's part in the cluster, in simulated time. */
@NullMarked
package io.weir.broker.node;

import org.jspecify.annotations.NullMarked;

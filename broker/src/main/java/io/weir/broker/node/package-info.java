/**
 * This node's part in a cluster: how it comes in, where its commands go, how it tells that it lives, and who watches over
 * the others. A node that is alone has nothing of it.
 *
 * <p>Must not know requests, nor how partitions are kept.
 */
@NullMarked
package io.weir.broker.node;

import org.jspecify.annotations.NullMarked;

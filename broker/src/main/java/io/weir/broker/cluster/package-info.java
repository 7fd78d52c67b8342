/**
 * The cluster as handlers see it: the current image, and changes to topics by way of the controller.
 *
 * <p>Must not know requests.
 */
@NullMarked
package io.weir.broker.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * The features of a cluster that have levels (KIP-584): which there are, and which levels this software has.
 *
 * <p>Must not know which level is in force; that is in the cluster's image.
 */
@NullMarked
package io.weir.metadata.feature;

import org.jspecify.annotations.NullMarked;

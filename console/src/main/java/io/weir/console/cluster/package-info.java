/**
 * The cluster as a whole: who answers, and how it is.
 *
 * <p>Must not change anything.
 */
@NullMarked
package io.weir.console.cluster;

import org.jspecify.annotations.NullMarked;

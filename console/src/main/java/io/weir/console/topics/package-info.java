/**
 * Topics, their partitions and their settings.
 *
 * <p>Must not know records.
 */
@NullMarked
package io.weir.console.topics;

import org.jspecify.annotations.NullMarked;

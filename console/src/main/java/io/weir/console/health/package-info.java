/**
 * Whether a broker lives, and whether it can serve all that it has.
 *
 * <p>Must not change anything, nor wait for anybody.
 */
@NullMarked
package io.weir.console.health;

import org.jspecify.annotations.NullMarked;

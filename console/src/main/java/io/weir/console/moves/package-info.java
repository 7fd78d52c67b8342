/**
 * What moves between brokers: under way, and planned.
 *
 * <p>Must not move anything.
 */
@NullMarked
package io.weir.console.moves;

import org.jspecify.annotations.NullMarked;

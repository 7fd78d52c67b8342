/**
 * The admin listener of a broker: where it listens, when it starts and stops, and what it is made of.
 *
 * <p>Must not know what single answers look like.
 */
@NullMarked
package io.weir.console;

import org.jspecify.annotations.NullMarked;

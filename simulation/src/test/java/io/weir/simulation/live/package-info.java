/** Histories of real clients against a real broker, all of them in processes of their own that are killed. */
@NullMarked
package io.weir.simulation.live;

import org.jspecify.annotations.NullMarked;

/** What holds for the whole room. */
@NullMarked
package io.weir.simulation;

import org.jspecify.annotations.NullMarked;

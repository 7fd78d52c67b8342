/** The rules, each seen to find what it is for. */
@NullMarked
package io.weir.simulation.check;

import org.jspecify.annotations.NullMarked;

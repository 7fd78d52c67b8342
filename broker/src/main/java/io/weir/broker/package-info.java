/**
 * Wiring: builds the rooms and packages into one running broker, and its configuration.
 *
 * <p>Everything here is construction, start and stop; behaviour lives in the packages below.
 */
@NullMarked
package io.weir.broker;

import org.jspecify.annotations.NullMarked;

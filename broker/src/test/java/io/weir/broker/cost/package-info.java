/**
 * What a request costs, counted rather than timed: bytes allocated, system calls. Bounds, so that a change that makes
 * requests dearer is noticed by whoever makes it; where a bound has to rise, the commit says why.
 */
@NullMarked
package io.weir.broker.cost;

import org.jspecify.annotations.NullMarked;

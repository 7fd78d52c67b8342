/**
 * Tests of a broker whose disk makes those wait who ask it.
 *
 * <p>Knows the broker by its wire and its disk alone.
 */
@NullMarked
package io.weir.broker.disk;

import org.jspecify.annotations.NullMarked;

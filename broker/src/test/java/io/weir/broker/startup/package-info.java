/**
 * Starts that fail: what the one line says, and that nothing is left behind.
 *
 * <p>What a started broker does is tested elsewhere.
 */
@NullMarked
package io.weir.broker.startup;

import org.jspecify.annotations.NullMarked;

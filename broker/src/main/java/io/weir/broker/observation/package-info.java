/**
 * What can be seen of this broker at a moment: what was counted so far, and the state it is in. Computed when asked.
 *
 * <p>Must not know how it is shown, nor cost anything while nobody asks.
 */
@NullMarked
package io.weir.broker.observation;

import org.jspecify.annotations.NullMarked;

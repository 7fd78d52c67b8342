/**
 * What clients tell of themselves (KIP-714): who is to push what and how often, and the values they pushed last.
 *
 * <p>Must not know how they are shown, nor keep more than its bounds.
 */
@NullMarked
package io.weir.broker.telemetry;

import org.jspecify.annotations.NullMarked;

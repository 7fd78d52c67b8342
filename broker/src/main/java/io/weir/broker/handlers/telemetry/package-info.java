/**
 * One handler an API key of client telemetry (KIP-714): what to push, and what is pushed.
 *
 * <p>Must not decide what clients may do, nor look into what they push.
 */
@NullMarked
package io.weir.broker.handlers.telemetry;

import org.jspecify.annotations.NullMarked;

/**
 * What Weir adds to Kafka's messages: tagged fields that everybody else passes over (KIP-482).
 * Knows their bytes; nothing of who asks, and of what the answers say.
 */
@NullMarked
package io.weir.protocol.extension;

import org.jspecify.annotations.NullMarked;

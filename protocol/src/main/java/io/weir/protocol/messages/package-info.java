/**
 * Kafka's requests, responses and stored values as records, generated from its JSON specs at build time.
 * Nothing here is written by hand but the two interfaces that requests and responses share; no logic lives here.
 * Depends on {@code wire} and {@code types}.
 */
@NullMarked
package io.weir.protocol.messages;

import org.jspecify.annotations.NullMarked;

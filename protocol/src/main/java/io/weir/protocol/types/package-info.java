/**
 * The small values every Kafka message is made of: ids, error codes, variable-length integers, payloads.
 * Nothing here knows a message, a record batch or a connection.
 * Depends on nothing but the JDK.
 */
@NullMarked
package io.weir.protocol.types;

import org.jspecify.annotations.NullMarked;

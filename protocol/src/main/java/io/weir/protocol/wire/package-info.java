/**
 * How a Kafka message lies in bytes: the reader, the writer and the tagged fields that every generated message uses.
 * Nothing here knows a particular message, a connection or a file.
 * Depends on {@code types} only.
 */
@NullMarked
package io.weir.protocol.wire;

import org.jspecify.annotations.NullMarked;

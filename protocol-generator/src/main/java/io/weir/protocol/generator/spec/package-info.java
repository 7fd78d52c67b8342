/**
 * What a JSON message spec says: messages, structs, fields, types and version ranges, checked for contradictions.
 * Knows the spec language (the README beside Kafka's specs) and nothing of Java source text or Maven.
 */
@NullMarked
package io.weir.protocol.generator.spec;

import org.jspecify.annotations.NullMarked;

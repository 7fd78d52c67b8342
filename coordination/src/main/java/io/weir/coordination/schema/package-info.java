/**
 * The records of internal topics, generated at build time from {@code src/main/schemas}; their bytes are Kafka's.
 *
 * <p>Nothing is written here by hand.
 */
@NullMarked
package io.weir.coordination.schema;

import org.jspecify.annotations.NullMarked;

/**
 * The small text files beside the segments, byte for byte as Kafka writes them: offset checkpoints, leader epochs,
 * partition metadata, meta.properties and the mark of a clean shutdown.
 * Knows formats, not when they are read or written.
 */
@NullMarked
package io.weir.log.checkpoint;

import org.jspecify.annotations.NullMarked;

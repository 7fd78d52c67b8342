/**
 * The port to the file system, and its adapter over NIO: files by position, directories, and what "durable" means for each.
 * Everything the log keeps goes through it, so that a disk which loses or tears unforced writes can stand in its place.
 * Knows nothing of batches, segments or file formats.
 */
@NullMarked
package io.weir.log.disk;

import org.jspecify.annotations.NullMarked;

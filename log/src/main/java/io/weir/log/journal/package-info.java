/**
 * The journal of a data folder: two files that take what was appended to many logs with one force, so that the cost of a
 * flush does not grow with the number of logs; their format; and what a start after a crash does with them.
 * Knows logs only as things that can be flushed, and segments only as files with positions.
 */
@NullMarked
package io.weir.log.journal;

import org.jspecify.annotations.NullMarked;

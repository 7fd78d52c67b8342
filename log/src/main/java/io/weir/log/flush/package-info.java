/**
 * Group commit: who forces the files of which logs, and when. One flush serves everybody who waits for it, on threads of
 * its own.
 * Knows logs only as things that can be flushed.
 */
@NullMarked
package io.weir.log.flush;

import org.jspecify.annotations.NullMarked;

/**
 * Compaction of one log: which logs are worth it now, which of their records survive, and copying those into new
 * segments. What decides is free of state and of files; what copies reads closed segments and writes new ones.
 * Knows nothing of locks, threads or of how a log takes a new segment in place of its old ones.
 */
@NullMarked
package io.weir.log.compaction;

import org.jspecify.annotations.NullMarked;

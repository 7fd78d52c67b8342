/**
 * Room that is kept back on a disk, so that a broker whose disk is full can still start, delete, and write down what it
 * must.
 * Knows nothing of what is in the files.
 */
@NullMarked
package io.weir.log.space;

import org.jspecify.annotations.NullMarked;

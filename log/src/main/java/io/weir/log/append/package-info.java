/**
 * What happens to batches before they enter a log: checked against the rules of their origin and of the log's settings,
 * brought to the codec and the timestamps the log asks for.
 * Works on bytes in memory; knows neither offsets of the log nor files.
 */
@NullMarked
package io.weir.log.append;

import org.jspecify.annotations.NullMarked;

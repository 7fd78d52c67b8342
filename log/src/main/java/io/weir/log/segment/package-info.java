/**
 * One segment of a log: batches in a file, sparse indexes by offset and time beside it, and the index of aborted
 * transactions, all in Kafka's own formats.
 * Knows nothing of the log around it: no epochs, no producers, no retention, no rules about which batch may come next.
 */
@NullMarked
package io.weir.log.segment;

import org.jspecify.annotations.NullMarked;

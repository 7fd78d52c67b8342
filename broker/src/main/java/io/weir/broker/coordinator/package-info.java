/**
 * What every coordinator of this broker stands on: its log is a partition, its threads are shared, and it is told which
 * partitions of its internal topic are led here.
 *
 * <p>Must not know what is coordinated, nor requests.
 */
@NullMarked
package io.weir.broker.coordinator;

import org.jspecify.annotations.NullMarked;

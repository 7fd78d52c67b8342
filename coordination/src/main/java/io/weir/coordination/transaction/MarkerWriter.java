package io.weir.coordination.transaction;

import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes transaction markers into partitions, those of __consumer_offsets by way of the group coordinator. */
public interface MarkerWriter {

    /**
     * Writes a marker into each partition. Markers are in their logs in the order of these calls; writing one again is
     * harmless as long as its producer has not begun another transaction.
     *
     * @return never fails: what became of the partitions, NONE when a marker is committed, and UNKNOWN_TOPIC_OR_PARTITION when
     *     there is no such partition any more. One that is left out has not been reached, and is to be tried again
     */
    CompletableFuture<Map<TopicPartition, ErrorCode>> write(TransactionMarkers markers);
}

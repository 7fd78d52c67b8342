package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionEnd;
import java.util.Set;

/** The end of a transaction, and the partitions that have to learn of it. */
public record TransactionMarkers(TransactionEnd end, Set<TopicPartition> partitions) {}

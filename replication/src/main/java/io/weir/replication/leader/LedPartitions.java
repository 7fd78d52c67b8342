package io.weir.replication.leader;

import io.weir.replication.terms.ReplicaKey;
import java.util.Optional;

/** The partitions led here that have followers. */
@FunctionalInterface
public interface LedPartitions {

    /** The partition, if it is led here now. */
    Optional<LedPartition> find(ReplicaKey key);
}

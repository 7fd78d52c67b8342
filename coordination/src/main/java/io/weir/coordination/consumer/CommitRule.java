package io.weir.coordination.consumer;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;

/** Whether a commit is taken: a matter of the group, and with an older epoch of each partition (KIP-1251). */
@FunctionalInterface
public interface CommitRule {

    /** Takes everything. */
    CommitRule ALL = (topic, partition) -> ErrorCode.NONE;

    /** NONE, or why this partition's offset is refused. */
    ErrorCode check(Uuid topic, int partition);

    /** Refuses everything. */
    static CommitRule none(ErrorCode error) {
        return (topic, partition) -> error;
    }
}

package io.weir.broker.partition;

import io.weir.log.AppendResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.replication.leader.ReplicationRules;
import java.util.function.IntFunction;

/** What this broker is to a partition in one leader epoch: it has the only replica, leads several, or has one that others lead. */
sealed interface Role extends OtherReplicas permits SoleReplica, ReplicatedLead, FollowingReplica {

    int leaderEpoch();

    /** Has the high watermark known, where that needs no more than a look at the log. */
    void begin();

    /**
     * Appends what is made for this leader epoch.
     *
     * @throws io.weir.log.error.AppendRejectedException NOT_LEADER_OR_FOLLOWER where the partition is led elsewhere
     */
    AppendResult append(IntFunction<AppendResult> append);

    /** The log is on this disk up to here. */
    void durable(long offset);

    /** Whether records are safe here only once they are on this disk, and not when others have them too. */
    boolean awaitsDisk();

    /** The leader says how far its records are safe. */
    default void leaderTold(long offset) {}

    /** What acks=all is told when its records are below the high watermark. */
    default ErrorCode outcomeOfKept() {
        return ErrorCode.NONE;
    }

    /** Retention keeps what is from here on. */
    long retainFrom(long durableOffset);

    /** The log starts elsewhere now, or somebody has begun to wait for the high watermark. */
    default void tellLeader() {}

    /** Settings have changed. */
    default void settings(ReplicationRules newer) {}

    /** Time has passed. */
    default void tick() {}

    /** Nothing is appended in this role once this returns. */
    default void end() {}
}

package io.weir.replication.follower;

import io.weir.replication.terms.ReplicaKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partition that is followed, and what its leader was told of it last. */
final class Followed {

    private static final Logger LOG = LoggerFactory.getLogger(Followed.class);
    private static final int NEVER = Integer.MAX_VALUE;

    private final FollowerReplica replica;
    private final int leaderEpoch;

    /** The last question that said where its log ends. */
    private int namedIn = NEVER;

    private long saidStart = -1;
    private boolean hasSaidItIsAwaited;
    private boolean wasThrottled;
    private boolean hasFailed;

    Followed(FollowerReplica replica, int leaderEpoch) {
        this.replica = replica;
        this.leaderEpoch = leaderEpoch;
    }

    FollowerReplica replica() {
        return replica;
    }

    ReplicaLog log() {
        return replica.log();
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    /** The leader knows nothing of it. */
    void forgotten() {
        namedIn = NEVER;
    }

    /** A question says where the log starts, and whether somebody waits here for the high watermark. */
    void says(long start, boolean isAwaited) {
        saidStart = start;
        hasSaidItIsAwaited = isAwaited;
    }

    /** That question is on its way. */
    void named(int question, boolean isThrottled) {
        namedIn = question;
        wasThrottled = isThrottled;
    }

    /** Whether the leader did not yet know where this log ends when it answered a question. */
    boolean isNamedAfter(int question) {
        return namedIn > question;
    }

    /** Whether what it is sent counts against what throttled replicas may be sent. */
    boolean wasThrottled() {
        return wasThrottled;
    }

    /** Whether the leader knows where the log starts, and who waits for the high watermark. */
    boolean isKnown() {
        return namedIn != NEVER && saidStart == log().startOffset() && (hasSaidItIsAwaited || !log().isAwaited());
    }

    void failed(ReplicaKey key, RuntimeException why) {
        if (!hasFailed) {
            hasFailed = true;
            LOG.error("Partition {} cannot follow its leader, and tries again: {}", key, why.toString());
        }
    }

    void succeeded() {
        hasFailed = false;
    }
}

package io.weir.replication.leader;

/** How far one follower of a partition is, as its fetches tell. */
final class FollowerProgress {

    static final long UNKNOWN = -1;

    private long end = UNKNOWN;
    private long brokerEpoch = UNKNOWN;
    private long caughtUpMs;
    private long lastFetchMs;
    private long leaderEndAtLastFetch;

    /** Nothing was heard yet; {@code caughtUpMs} is when it counts as having been at the end. */
    FollowerProgress(long caughtUpMs) {
        this.caughtUpMs = caughtUpMs;
    }

    long end() {
        return end;
    }

    long brokerEpoch() {
        return brokerEpoch;
    }

    /** It asks for records from this offset on, so it has all before. False for a registration that is over. */
    boolean fetched(long fetchBrokerEpoch, long offset, long leaderEnd, long nowMs) {
        if (fetchBrokerEpoch < brokerEpoch) {
            return false;
        }
        if (offset >= leaderEnd) {
            caughtUpMs = Math.max(caughtUpMs, nowMs);
        } else if (offset >= leaderEndAtLastFetch) {
            // It has now what was the end when it asked before, so it was at the end then.
            caughtUpMs = Math.max(caughtUpMs, lastFetchMs);
        }
        end = offset;
        brokerEpoch = fetchBrokerEpoch;
        lastFetchMs = nowMs;
        leaderEndAtLastFetch = leaderEnd;
        return true;
    }

    /** Time passes: whoever is at the end is so without asking again. */
    void look(long leaderEnd, long nowMs) {
        if (end == leaderEnd) {
            caughtUpMs = Math.max(caughtUpMs, nowMs);
        }
    }

    boolean isInSync(long leaderEnd, long nowMs, long maxLagMs) {
        return end == leaderEnd || isCaughtUp(nowMs, maxLagMs);
    }

    boolean isCaughtUp(long nowMs, long maxLagMs) {
        return nowMs - caughtUpMs <= maxLagMs;
    }
}

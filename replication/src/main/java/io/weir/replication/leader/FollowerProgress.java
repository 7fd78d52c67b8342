package io.weir.replication.leader;

/** How far one follower of a partition is, as its fetches tell. */
final class FollowerProgress {

    static final long UNKNOWN = -1;

    private Extent extent = new Extent(UNKNOWN, UNKNOWN);
    private long brokerEpoch = UNKNOWN;
    private long caughtUpMs;
    private long lastFetchMs;
    private long leaderEndAtLastFetch;

    /** Nothing was heard yet; {@code caughtUpMs} is when it counts as having been at the end. */
    FollowerProgress(long caughtUpMs) {
        this.caughtUpMs = caughtUpMs;
    }

    long end() {
        return extent.end();
    }

    long brokerEpoch() {
        return brokerEpoch;
    }

    Extent extent() {
        return extent;
    }

    /** For how long it was not at the leader's end, as far as is known. */
    long lagMs(long nowMs) {
        return nowMs - caughtUpMs;
    }

    /** It asks for records from the end of what it has on. False for a registration that is over. */
    boolean fetched(long fetchBrokerEpoch, Extent has, long leaderEnd, long nowMs) {
        if (fetchBrokerEpoch < brokerEpoch) {
            return false;
        }
        long offset = has.end();
        if (offset >= leaderEnd) {
            caughtUpMs = Math.max(caughtUpMs, nowMs);
        } else if (offset >= leaderEndAtLastFetch) {
            // It has now what was the end when it asked before, so it was at the end then.
            caughtUpMs = Math.max(caughtUpMs, lastFetchMs);
        }
        extent = has;
        brokerEpoch = fetchBrokerEpoch;
        lastFetchMs = nowMs;
        leaderEndAtLastFetch = leaderEnd;
        return true;
    }

    /** Time passes: whoever is at the end is so without asking again. */
    void look(long leaderEnd, long nowMs) {
        if (end() == leaderEnd) {
            caughtUpMs = Math.max(caughtUpMs, nowMs);
        }
    }

    boolean isInSync(long leaderEnd, long nowMs, long maxLagMs) {
        return end() == leaderEnd || isCaughtUp(nowMs, maxLagMs);
    }

    boolean isCaughtUp(long nowMs, long maxLagMs) {
        return nowMs - caughtUpMs <= maxLagMs;
    }
}

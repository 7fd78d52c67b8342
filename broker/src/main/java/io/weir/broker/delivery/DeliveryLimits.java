package io.weir.broker.delivery;

/**
 * What holds for a group at the moment.
 *
 * @param maxLocks offsets that may be under way at a time (share.partition.max.record.locks)
 * @param maxDeliveries how often a record is delivered at most (share.delivery.count.limit)
 * @param lockMs how long a member may keep a record (share.record.lock.duration.ms)
 * @param mayRenew whether it may ask for more time (share.renew.acknowledge.enable)
 */
public record DeliveryLimits(int maxLocks, int maxDeliveries, int lockMs, boolean mayRenew) {

    /** From so many deliveries on, records are delivered in smaller parts: one of them may be what nobody can bear. */
    int suspiciousFrom() {
        return Math.max(2, Math.ceilDiv(maxDeliveries, 2));
    }

    /** Whether records delivered so often have one delivery left, where there is more than one to be had. */
    boolean isLastChance(int count) {
        return maxDeliveries > 2 && count == maxDeliveries - 1;
    }

    /** What becomes of a record that somebody has had and has not dealt with. */
    RecordState afterRelease(int count) {
        return count >= maxDeliveries ? RecordState.ARCHIVED : RecordState.AVAILABLE;
    }
}

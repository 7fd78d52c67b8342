package io.weir.broker.delivery;

/**
 * Records a member has now.
 *
 * @param last inclusive
 * @param deliveryCount how often they were delivered, this time included
 */
public record Acquired(long first, long last, int deliveryCount) {

    /** How many offsets these are. */
    public long count() {
        return last - first + 1;
    }
}

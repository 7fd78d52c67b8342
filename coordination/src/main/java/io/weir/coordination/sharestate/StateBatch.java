package io.weir.coordination.sharestate;

/**
 * Offsets that have the same state.
 *
 * @param lastOffset inclusive
 * @param state 0 available, 2 acknowledged, 4 archived: Kafka's codes
 * @param deliveryCount how often they were delivered
 */
public record StateBatch(long firstOffset, long lastOffset, byte state, short deliveryCount) {

    StateBatch from(long offset) {
        return new StateBatch(Math.max(firstOffset, offset), lastOffset, state, deliveryCount);
    }

    StateBatch until(long offset) {
        return new StateBatch(firstOffset, Math.min(lastOffset, offset), state, deliveryCount);
    }

    /** Whether what this says is newer: states and counts of a record only ever grow. */
    boolean supersedes(StateBatch other) {
        return deliveryCount != other.deliveryCount ? deliveryCount > other.deliveryCount : state > other.state;
    }

    /** Whether the other goes on where this ends, and says the same. */
    boolean isContinuedBy(StateBatch other) {
        return lastOffset + 1 == other.firstOffset && state == other.state && deliveryCount == other.deliveryCount;
    }
}

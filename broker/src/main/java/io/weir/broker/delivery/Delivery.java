package io.weir.broker.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How far the delivery of some neighbouring records is.
 *
 * @param count how often they were delivered, this time included
 * @param holder who has them; empty text for nobody
 * @param lockedUntilMs when the lock of whoever has them runs out
 * @param groupSize how many records were first acquired together: what is delivered again and again is delivered in
 *     ever smaller parts of that
 * @param pending what they become once that is written down, or null
 */
record Delivery(
        RecordState state,
        int count,
        String holder,
        long lockedUntilMs,
        int groupSize,
        @Nullable Pending pending) {

    static final String NOBODY = "";

    /**
     * A change that is being written.
     *
     * @param write its number
     */
    record Pending(long write, RecordState state) {}

    static Delivery available(int count, int groupSize) {
        return new Delivery(RecordState.AVAILABLE, count, NOBODY, 0, groupSize, null);
    }

    static Delivery known(RecordState state, int count, int groupSize) {
        return new Delivery(state, count, NOBODY, 0, groupSize, null);
    }

    static Delivery archived() {
        return known(RecordState.ARCHIVED, 0, 1);
    }

    boolean isAvailable() {
        return state == RecordState.AVAILABLE && pending == null;
    }

    /** Somebody has it, and nothing is being written about it. */
    boolean isHeld() {
        return state == RecordState.ACQUIRED && pending == null;
    }

    boolean isHeldBy(String member) {
        return isHeld() && holder.equals(member);
    }

    /** Done with, and that is written down. */
    boolean isSettled() {
        return state.isFinal() && pending == null;
    }

    Delivery acquired(String member, long untilMs) {
        return new Delivery(RecordState.ACQUIRED, count + 1, member, untilMs, groupSize, null);
    }

    Delivery lockedUntil(long untilMs) {
        return new Delivery(state, count, holder, untilMs, groupSize, pending);
    }

    Delivery becoming(long write, RecordState next) {
        return new Delivery(state, count, holder, lockedUntilMs, groupSize, new Pending(write, next));
    }

    /** The change is written down. */
    Delivery became(RecordState next) {
        return known(next, count, groupSize);
    }

    /** The change could not be written: all is as before. */
    Delivery unchanged() {
        return new Delivery(state, count, holder, lockedUntilMs, groupSize, null);
    }
}

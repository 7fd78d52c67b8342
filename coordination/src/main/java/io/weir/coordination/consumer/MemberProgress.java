package io.weir.coordination.consumer;

/**
 * How far a member has come.
 *
 * @param epoch what the member is to say next: the assignment it is reconciled with; {@link #STATIC_LEAVE} while a
 *     static member is away
 * @param previousEpoch what it may still say, where it missed the answer that told it the epoch
 * @param assigned what it has
 * @param revoking what it has been told to give up and may still read
 */
record MemberProgress(
        int epoch, int previousEpoch, MemberState state, OwnedPartitions assigned, OwnedPartitions revoking) {

    /** The epoch in a heartbeat that says good-bye. */
    static final int LEAVE = -1;

    /** The epoch of a static member that will be back. */
    static final int STATIC_LEAVE = -2;

    /** A member that has yet to be given anything. */
    static final MemberProgress NEW =
            new MemberProgress(0, -1, MemberState.STABLE, OwnedPartitions.NONE, OwnedPartitions.NONE);

    /** Nothing is left to do for the target of this epoch. */
    boolean isReconciledTo(int targetEpoch) {
        return state == MemberState.STABLE && epoch == targetEpoch;
    }

    /** A static member says it will be back: what it has stays its own, as if got before any epoch. */
    MemberProgress away() {
        return new MemberProgress(STATIC_LEAVE, previousEpoch, state, assigned.withEpoch(0), OwnedPartitions.NONE);
    }

    /** A static member is back as another process. */
    MemberProgress back() {
        return new MemberProgress(0, 0, state, assigned, revoking);
    }

    /** All it may be reading. */
    OwnedPartitions held() {
        return assigned.plus(revoking);
    }
}

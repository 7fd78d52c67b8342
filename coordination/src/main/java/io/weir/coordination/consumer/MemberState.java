package io.weir.coordination.consumer;

/** How far a member is on its way to its target, with Kafka's codes. */
enum MemberState {
    /** It has what it is to have. */
    STABLE(0),
    /** It has to give partitions up before it may go on to the next epoch. */
    UNREVOKED_PARTITIONS(1),
    /** It is in the current epoch and waits for partitions that others have yet to give up. */
    UNRELEASED_PARTITIONS(2),
    /** A newer version wrote a state that is not known here. */
    UNKNOWN(127);

    private final byte code;

    MemberState(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static MemberState of(byte code) {
        for (MemberState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return UNKNOWN;
    }
}

package io.weir.coordination.streams;

/**
 * How far a member has come.
 *
 * @param epoch what the member is to say next: the assignment it is reconciled with
 * @param previousEpoch what it may still say, where it missed the answer that told it the epoch
 * @param assigned what it has
 * @param revoking what it has been told to give up and may still work on
 */
record StreamsProgress(int epoch, int previousEpoch, TaskState state, HeldTasks assigned, HeldTasks revoking) {

    /** A member that has yet to be given anything. */
    static final StreamsProgress NEW = new StreamsProgress(0, -1, TaskState.STABLE, HeldTasks.NONE, HeldTasks.NONE);

    /** How far a member is on its way to its target, with Kafka's codes. */
    enum TaskState {
        /** It has what it is to have. */
        STABLE(0),
        /** It has to give tasks up before it may go on to the next epoch. */
        UNREVOKED_TASKS(1),
        /** It is in the current epoch and waits for tasks that others have yet to give up. */
        UNRELEASED_TASKS(2),
        /** A newer version wrote a state that is not known here. */
        UNKNOWN(127);

        private final byte code;

        TaskState(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }

        static TaskState of(byte code) {
            for (TaskState state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            return UNKNOWN;
        }
    }

    boolean isReconciledTo(int targetEpoch) {
        return state == TaskState.STABLE && epoch == targetEpoch;
    }

    /** All it may be working on. */
    HeldTasks held() {
        return assigned.plus(revoking);
    }
}

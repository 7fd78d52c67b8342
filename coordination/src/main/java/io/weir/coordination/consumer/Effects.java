package io.weir.coordination.consumer;

import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorRecord;
import java.util.List;

/** What groups can do in one step of their machine; all of it is held back until the step's records are committed. */
public interface Effects {

    /** Wall-clock time in ms since 1970, the same for the whole step. */
    long nowMs();

    /** Whether the log can take a record of this size. */
    boolean fits(CoordinatorRecord record);

    /** Whether the log can take these as one batch with all that was appended in this step before. */
    boolean fitTogether(List<CoordinatorRecord> records);

    void append(CoordinatorRecord record);

    /** Starts the timer of this key, or starts it anew. */
    void schedule(ConsumerTimer timer, long delayMs);

    /** Stops the timer of this key, if there is one. */
    void cancel(Object key);

    /** Whether the log can take the classic group, and the records that end the consumer group, as one batch. */
    boolean canBecomeClassic(ClassicState state, List<CoordinatorRecord> end);

    /** The group has ended, and is a classic one from now on; it rebalances when there are reasons. */
    void becomeClassic(ClassicState state, List<RebalanceReason> reasons);
}

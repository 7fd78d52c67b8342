package io.weir.coordination.sharestate;

import java.util.List;

/**
 * How far a share group has come in a partition, as written down. Never changes.
 *
 * @param snapshotEpoch counts the snapshots of this state
 * @param epochs which making of the state this is, and under which leadership of the partition it was written
 * @param startOffset the first offset not done with; {@link #NOT_KNOWN} before delivery has begun
 * @param deliveryCompleteCount offsets from the start on that are done with, -1 where not known
 * @param batches what is known of offsets from the start on, in order
 * @param times when it was made
 */
public record ShareState(
        int snapshotEpoch,
        Epochs epochs,
        long startOffset,
        int deliveryCompleteCount,
        List<StateBatch> batches,
        Times times) {

    /** The start offset of a group that has yet to begin. */
    public static final long NOT_KNOWN = -1;

    /** What is read where there is nothing. */
    public static final ShareState NONE =
            new ShareState(0, new Epochs(0, 0), NOT_KNOWN, -1, List.of(), new Times(0, 0));

    /**
     * Who is fenced.
     *
     * @param state grows when the state is made anew
     * @param leader of the partition's leader
     */
    public record Epochs(int state, int leader) {}

    /** In ms since 1970: when the state began, and when it was last written whole. */
    public record Times(long createdMs, long writtenMs) {}

    public ShareState {
        batches = List.copyOf(batches);
    }

    /** A state that begins at an offset. */
    static ShareState begin(int snapshotEpoch, int stateEpoch, long startOffset, long nowMs) {
        return new ShareState(
                snapshotEpoch,
                new Epochs(stateEpoch, 0),
                startOffset,
                startOffset == NOT_KNOWN ? -1 : 0,
                List.of(),
                new Times(nowMs, nowMs));
    }

    /** With what a writer says of it; what it leaves out stays. */
    ShareState with(StateWrite write, int leaderEpoch) {
        long start = write.startOffset() == NOT_KNOWN ? startOffset : write.startOffset();
        return new ShareState(
                snapshotEpoch,
                new Epochs(epochs.state(), leaderEpoch),
                start,
                write.deliveryCompleteCount(),
                StateBatches.merged(batches, write.batches(), start),
                times);
    }

    /** The same, as the next snapshot. */
    ShareState nextSnapshot(long nowMs) {
        return new ShareState(
                snapshotEpoch + 1,
                epochs,
                startOffset,
                deliveryCompleteCount,
                batches,
                new Times(times.createdMs(), nowMs));
    }
}

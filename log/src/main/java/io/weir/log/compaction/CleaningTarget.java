package io.weir.log.compaction;

import io.weir.log.producer.ProducerState;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.Segment;
import java.io.IOException;
import java.util.List;

/** The log that is being compacted, as far as compaction has to do with it. */
public interface CleaningTarget {

    /** The aborted transactions that overlap a range of offsets. */
    List<AbortedTransaction> abortedTransactions(long fromOffset, long upperBoundOffset) throws IOException;

    /** The producers the log knew when the round began. */
    List<ProducerState> producers();

    /**
     * Asked at each stride, and while a run waits.
     *
     * @throws CleaningAbortedException when the run is to stop
     */
    void checkWanted();

    /** Whether the log is durable as far as it reached when the round began. */
    boolean isDurable();

    /** A new segment to copy into, which is not part of the log yet. */
    Segment newSegment(long baseOffset) throws IOException;

    /**
     * Puts a segment, forced to the disk, in the place of others, once {@link #isDurable} is true. It belongs to the log
     * afterwards, or is gone.
     *
     * @throws CleaningAbortedException when the log does not consist of these segments any more; it is as before
     */
    void replace(List<Segment> old, Segment cleaned) throws IOException;
}

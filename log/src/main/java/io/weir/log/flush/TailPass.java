package io.weir.log.flush;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What was appended to the active segment of a log since it was last durable: to be written to a {@link SharedJournal}
 * instead of being forced. The log goes on with everything else meanwhile, also with a {@link Flushable.Pass}.
 */
public interface TailPass {

    Flushable log();

    /** Base offset of the segment. */
    long segment();

    /** Where in the segment's file the tail begins. */
    int position();

    /** 0 when everything is durable already. */
    int sizeBytes();

    /** The log's offset at the end of the tail. */
    long endOffset();

    /** Reads the tail into a buffer that has exactly its size left. */
    void read(ByteBuffer target) throws IOException;

    /** Whether the log was changed otherwise than by appending since, or has ended: the tail must not be written then. */
    boolean isVoid();

    /** Tells those who wait that the tail is durable. */
    void complete();
}

package io.weir.log.flush;

import java.io.IOException;
import java.util.List;

/**
 * Makes the tails of many logs durable with one write and one force. What it holds is applied to the logs' own files after
 * a crash; the logs are forced later, for many appends at once.
 *
 * <p>Whoever changes a log otherwise than by appending makes the log void its passes, forces it, and has it forgotten
 * first: what is applied after a crash must not undo the change. Thread-safe.
 */
public interface SharedJournal {

    /** Which tails are durable now, and which were not taken, so that their logs have to be forced themselves. */
    record Written(List<TailPass> durable, List<TailPass> refused) {}

    /** Writes and forces tails of different logs. Never fails: what goes wrong is refused. */
    Written write(List<TailPass> tails);

    /** Base offset of the first segment of a log that the journal has entries for; {@link Long#MAX_VALUE} when none. */
    long firstSegment(Flushable log);

    /** Makes the entries of a log void, durably. The log was forced before, and its passes are void. */
    void forget(Flushable log) throws IOException;

    /**
     * As {@link #forget}, for a log whose folder is gone. Not before: until then only the journal may know whose folder it
     * is. Never fails, since a journal that cannot be written is no reason to keep a log.
     */
    void drop(Flushable log);

    /** A log was forced. */
    void forced(Flushable log);

    /** Takes nothing. */
    static SharedJournal none() {
        return new NoJournal();
    }
}

package io.weir.simulation.history;

import java.util.List;

/**
 * Something a client did or saw. Every value is written once in a history, so that a value names its write; a life of a
 * client has a name of its own. A transaction without a name ({@link #NONE}) is none.
 */
public sealed interface Event {

    /** In place of the name of a transaction, or of what was copied. */
    String NONE = "";

    /**
     * A producer is about to send. Its sends to one place are in the order of their events.
     *
     * @param copyOf the value that was read to write this one
     */
    record Sent(String producer, Place place, String value, String transaction, String copyOf) implements Event {}

    /** The broker has acknowledged a value, at this offset. */
    record Acked(String value, long offset) implements Event {}

    /**
     * Somebody is about to commit an offset of a group, in a transaction. A commit outside of transactions is one by
     * itself. In a history, the offsets a group commits for a place only grow.
     */
    record Committing(String transaction, String group, Place place, long offset) implements Event {}

    /** A client is about to ask for the end of a transaction. One that never does has not committed. */
    record Ending(String transaction, boolean isCommit) implements Event {}

    /** A client was told that its transaction has ended this way. */
    record Ended(String transaction, boolean isCommit) implements Event {}

    /** A reader begins at new positions: what it reads next need not follow on what it read before. */
    record Positioned(String reader) implements Event {}

    /** A poll of a reader of committed records has returned these. */
    record Polled(String reader, List<Seen> records) implements Event {}

    /** A look at the offset a group has committed for a place, with no transaction open; it has one. */
    record Fetched(String group, Place place, long offset) implements Event {}

    /** Everything committed in a place, read when all was over. */
    record Contents(Place place, List<Seen> records) implements Event {}
}

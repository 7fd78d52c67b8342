package io.weir.simulation.check;

/** What a history says of the outcome of a transaction, or of a single write. */
enum Fate {
    COMMITTED,
    ABORTED,
    /** A commit was asked for, and nobody heard what came of it. */
    UNKNOWN
}

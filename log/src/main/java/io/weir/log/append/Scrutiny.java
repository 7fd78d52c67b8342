package io.weir.log.append;

/** How much of a client's batch is looked at before it enters a log; whoever knows the client decides. */
public enum Scrutiny {
    /** Every record, after decompression. */
    RECORDS,

    /**
     * Header, checksum and the outer form of what follows, where that is enough: wherever the topic or the header leaves a
     * question, the records are looked at all the same.
     */
    HEADER
}

package io.weir.broker.metrics;

/** The parts of a request's time; together they are the whole of it, from its last byte in to its answer's last byte out. */
public enum Phase {
    /** From when the frame was whole until its handler let go of it: decoding, and what the handler does by itself. */
    PROCESS,
    /** Until the answer was known: the disk, replicas, records that were yet to come, a coordinator. */
    WAIT,
    /** Until the answer was with the operating system: the turn of earlier answers, encoding, the peer's window. */
    SEND
}

package io.weir.log.producer;

/** Where an append comes from; decides how much of it must be proved. */
public enum AppendOrigin {
    /** A client's produce request: everything is checked. */
    CLIENT,
    /** A coordinator of this broker: its records are well formed and carry no sequence numbers. */
    COORDINATOR,
    /** A leader's log: offsets are given, and whatever the leader accepted is accepted. */
    REPLICATION
}

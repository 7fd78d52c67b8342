package io.weir.replication.rate;

/** How much followers that are behind may be sent: shared by all whom it bounds. Safe for use by several threads. */
public interface Allowance {

    /** Whether nothing is left for now. */
    boolean isSpent();

    /** So many bytes are sent. More than what is left may be: it is made up for later. */
    void spend(int bytes);
}

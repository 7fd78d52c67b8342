package io.weir.simulation.replication;

/** An error put into the cluster on purpose, to see whether the witness notices. */
enum Planted {
    NONE,
    /** Producers are answered as soon as the leader has appended. */
    ACK_BEFORE_OTHERS_HAVE_IT,
    /** Consumers read to the end of the leader's log. */
    READ_UP_TO_THE_LEADERS_END,
    /** Followers do not say of which epoch their last record is, so that nobody tells them where the logs part. */
    NO_TRUNCATION_BY_EPOCH,
    /** Whoever is fenced stays in the in-sync set. */
    FENCED_STAYS_IN_SYNC,
    /** A follower joins the in-sync set by what it had before it started again. */
    FORMER_REGISTRATION_JOINS,
    /** Where no in-sync replica lives anybody leads, though that is not allowed. */
    ANYBODY_LEADS,
    /** Whoever has stopped uncleanly says that it has all it had. */
    UNCLEAN_STAYS_ELIGIBLE,
    /** Leaders answer clients that know of a later leader, as if they still led. */
    FORMER_LEADER_ANSWERS
}

package io.weir.metadata.feature;

import java.util.List;
import java.util.Optional;

/** The features there are. Names and levels are Kafka's. */
public final class Features {

    /** Level 1: replicas that have all that was acknowledged may lead, though they are not in sync (KIP-966). */
    public static final Feature ELIGIBLE_LEADER_REPLICAS_VERSION =
            new Feature("eligible.leader.replicas.version", 0, 1);

    /** Level 1: groups of the consumer protocol (KIP-848). */
    public static final Feature GROUP_VERSION = new Feature("group.version", 1, 1);

    /** Level 1: share groups (KIP-932). */
    public static final Feature SHARE_VERSION = new Feature("share.version", 1, 1);

    /** Level 1: groups of the streams protocol (KIP-1071). */
    public static final Feature STREAMS_VERSION = new Feature("streams.version", 1, 1);

    /** Level 2: an epoch for each transaction (KIP-890). Level 1 changes nothing that clients see. */
    public static final Feature TRANSACTION_VERSION = new Feature("transaction.version", 0, 2);

    /** All of them. */
    public static final List<Feature> ALL = List.of(
            ELIGIBLE_LEADER_REPLICAS_VERSION, GROUP_VERSION, SHARE_VERSION, STREAMS_VERSION, TRANSACTION_VERSION);

    private Features() {}

    /** The feature of this name. */
    public static Optional<Feature> named(String name) {
        return ALL.stream().filter(feature -> feature.name().equals(name)).findFirst();
    }
}

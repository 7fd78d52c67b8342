package io.weir.metadata.config;

/** Whether a broker's setting can be changed while it runs, and for whom (KIP-226). */
public enum UpdateMode {
    /** Only by restarting the broker with another configuration. */
    READ_ONLY,
    /** For one broker at a time. */
    PER_BROKER,
    /** For one broker, or for all at once as the cluster's default. */
    CLUSTER_WIDE
}

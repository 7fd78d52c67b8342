package io.weir.broker.security;

/** The kinds of resource an operation can touch, with Kafka's codes. */
public enum ResourceType {
    TOPIC(2),
    GROUP(3),
    CLUSTER(4),
    TRANSACTIONAL_ID(5),
    DELEGATION_TOKEN(6),
    USER(7);

    /** The one name a resource of type {@link #CLUSTER} has. */
    public static final String CLUSTER_NAME = "kafka-cluster";

    private final byte code;

    ResourceType(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }
}

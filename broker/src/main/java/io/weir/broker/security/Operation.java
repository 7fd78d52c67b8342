package io.weir.broker.security;

/** What can be done to a resource, with Kafka's codes. */
public enum Operation {
    READ(3),
    WRITE(4),
    CREATE(5),
    DELETE(6),
    ALTER(7),
    DESCRIBE(8),
    CLUSTER_ACTION(9),
    DESCRIBE_CONFIGS(10),
    ALTER_CONFIGS(11),
    IDEMPOTENT_WRITE(12);

    private final byte code;

    Operation(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }
}

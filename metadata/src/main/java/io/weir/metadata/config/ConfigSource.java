package io.weir.metadata.config;

/** Where an effective value comes from, with the codes of the DescribeConfigs answer. Declared strongest first. */
public enum ConfigSource {
    DYNAMIC_TOPIC_CONFIG(1),
    GROUP_CONFIG(8),
    CLIENT_METRICS_CONFIG(7),
    DYNAMIC_BROKER_CONFIG(2),
    DYNAMIC_DEFAULT_BROKER_CONFIG(3),
    STATIC_BROKER_CONFIG(4),
    DEFAULT_CONFIG(5);

    private final byte code;

    ConfigSource(int code) {
        this.code = (byte) code;
    }

    /** The code on the wire. */
    public byte code() {
        return code;
    }
}

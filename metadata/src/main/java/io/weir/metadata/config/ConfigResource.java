package io.weir.metadata.config;

/**
 * What a setting belongs to: a topic, a broker, a group, a client metrics subscription.
 *
 * @param name the topic's, group's or subscription's name, or the broker's node id in decimal; empty for the default of
 *     all brokers
 */
public record ConfigResource(Type type, String name) {

    /** The settings that hold for every broker which has none of its own. */
    public static final ConfigResource DEFAULT_BROKER = new ConfigResource(Type.BROKER, "");

    /** The settings of one topic. */
    public static ConfigResource topic(String name) {
        return new ConfigResource(Type.TOPIC, name);
    }

    /** The settings of one broker. */
    public static ConfigResource broker(int nodeId) {
        return new ConfigResource(Type.BROKER, Integer.toString(nodeId));
    }

    /** The settings of one group. */
    public static ConfigResource group(String groupId) {
        return new ConfigResource(Type.GROUP, groupId);
    }

    /** The settings of one client metrics subscription. */
    public static ConfigResource clientMetrics(String name) {
        return new ConfigResource(Type.CLIENT_METRICS, name);
    }

    /** True for {@link #DEFAULT_BROKER}. */
    public boolean isDefaultBroker() {
        return equals(DEFAULT_BROKER);
    }

    @Override
    public String toString() {
        return isDefaultBroker() ? "the default of all brokers" : type.word() + " " + name;
    }

    /** Kinds of resources, with Kafka's codes. */
    public enum Type {
        UNKNOWN(0),
        TOPIC(2),
        BROKER(4),
        BROKER_LOGGER(8),
        CLIENT_METRICS(16),
        GROUP(32);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        /** The code on the wire and in records. */
        public byte code() {
            return code;
        }

        /** The kind of a code; {@link #UNKNOWN} for a code that is not known here. */
        public static Type forCode(int code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            return UNKNOWN;
        }

        private String word() {
            return switch (this) {
                case UNKNOWN -> "unknown resource";
                case TOPIC -> "topic";
                case BROKER -> "broker";
                case BROKER_LOGGER -> "logger of broker";
                case CLIENT_METRICS -> "client metrics subscription";
                case GROUP -> "group";
            };
        }
    }
}

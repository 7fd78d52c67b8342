package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;

/**
 * The codecs a record batch may be compressed with.
 *
 * <p>Ids are the lowest three bits of a batch's attributes; names are the values of {@code compression.type}. Naming a
 * codec loads none of its classes and no native library.
 */
public enum CompressionType {
    NONE(0, "none"),
    GZIP(1, "gzip"),
    SNAPPY(2, "snappy"),
    LZ4(3, "lz4"),
    ZSTD(4, "zstd");

    private static final CompressionType[] BY_ID = values();

    private final int id;
    private final String configName;

    CompressionType(int id, String configName) {
        this.id = id;
        this.configName = configName;
    }

    /** The id in a batch's attributes, 0 to 4. */
    public int id() {
        return id;
    }

    /** The name in configurations, in lower case. */
    public String configName() {
        return configName;
    }

    /**
     * The codec with this id.
     *
     * @throws MalformedMessageException if the id names none
     */
    public static CompressionType forId(int id) {
        if (id < 0 || id >= BY_ID.length) {
            throw new MalformedMessageException("Unknown compression type id " + id + "; known are 0 to 4");
        }
        return BY_ID[id];
    }

    /**
     * The codec with this configuration name, case-sensitive as in Kafka.
     *
     * @throws IllegalArgumentException if the name names none
     */
    public static CompressionType forName(String name) {
        for (CompressionType type : BY_ID) {
            if (type.configName.equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "Unknown compression type '" + name + "'; known are none, gzip, snappy, lz4, zstd");
    }
}

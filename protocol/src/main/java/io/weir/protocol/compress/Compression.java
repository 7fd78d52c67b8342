package io.weir.protocol.compress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A codec with the level to compress at, as {@code compression.type} and {@code compression.<codec>.level} say.
 *
 * <p>Levels mean what they mean in Kafka: gzip 1 to 9 or -1, lz4 1 to 17, zstd -131072 to 22; none and snappy have no
 * levels.
 */
public record Compression(CompressionType type, int level) {

    public static final Compression NONE = of(CompressionType.NONE);

    /** @throws IllegalArgumentException if the codec has no such level */
    public Compression {
        if (level != defaultLevel(type) && (level < lowestLevel(type) || level > highestLevel(type))) {
            throw new IllegalArgumentException("Compression level " + level + " is not valid for " + type.configName()
                    + "; allowed are " + lowestLevel(type) + " to " + highestLevel(type) + " and "
                    + defaultLevel(type));
        }
    }

    /** The codec at its default level. */
    public static Compression of(CompressionType type) {
        return new Compression(type, defaultLevel(type));
    }

    /** The level Kafka's clients use unless told otherwise; 0 for codecs without levels. */
    public static int defaultLevel(CompressionType type) {
        return switch (type) {
            case NONE, SNAPPY -> 0;
            case GZIP -> -1;
            case LZ4 -> 9;
            case ZSTD -> 3;
        };
    }

    public static int lowestLevel(CompressionType type) {
        return switch (type) {
            case NONE, SNAPPY -> 0;
            case GZIP, LZ4 -> 1;
            case ZSTD -> -131072;
        };
    }

    public static int highestLevel(CompressionType type) {
        return switch (type) {
            case NONE, SNAPPY -> 0;
            case GZIP -> 9;
            case LZ4 -> 17;
            case ZSTD -> 22;
        };
    }

    /**
     * A stream that compresses what is written to it into {@code target}. Closing it ends the compressed form and
     * closes the target.
     */
    public OutputStream compressInto(OutputStream target) throws IOException {
        // As in Decompression: one class a codec, so that unused codecs are never loaded.
        return switch (type) {
            case NONE -> target;
            case GZIP -> new LeveledGzipOutputStream(target, level);
            case SNAPPY -> SnappyCompression.open(target);
            case LZ4 -> Lz4Compression.open(target, level);
            case ZSTD -> ZstdCompression.open(target, level);
        };
    }
}

package io.weir.log.config;

import io.weir.protocol.compress.Compression;
import java.util.Optional;

/**
 * What batches may look like, and what they are made to look like.
 *
 * @param maxBytes max.message.bytes: the largest batch, header included
 * @param compression compression.type and its level; empty means "producer": batches stay as they came
 * @param timestamps which timestamps records get
 */
public record MessageConfig(int maxBytes, Optional<Compression> compression, TimestampConfig timestamps) {

    public static final MessageConfig DEFAULTS =
            new MessageConfig(1_048_588, Optional.empty(), TimestampConfig.DEFAULTS);

    public MessageConfig withMaxBytes(int bytes) {
        return new MessageConfig(bytes, compression, timestamps);
    }

    public MessageConfig withCompression(Optional<Compression> target) {
        return new MessageConfig(maxBytes, target, timestamps);
    }

    public MessageConfig withTimestamps(TimestampConfig config) {
        return new MessageConfig(maxBytes, compression, config);
    }
}

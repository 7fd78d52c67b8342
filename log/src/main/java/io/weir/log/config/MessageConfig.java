package io.weir.log.config;

import io.weir.protocol.compress.Compression;
import java.util.Optional;

/**
 * What batches may look like, and what they are made to look like.
 *
 * @param maxBytes max.message.bytes: the largest batch, header included
 * @param compression compression.type and its level; empty means "producer": batches stay as they came
 * @param timestamps which timestamps records get
 * @param verifyEveryBatch weir.verify.every.batch: whether the records of every compressed batch are looked at, also those of
 *     clients that have sent many good ones
 */
public record MessageConfig(
        int maxBytes, Optional<Compression> compression, TimestampConfig timestamps, boolean verifyEveryBatch) {

    public static final MessageConfig DEFAULTS =
            new MessageConfig(1_048_588, Optional.empty(), TimestampConfig.DEFAULTS, false);

    public MessageConfig withMaxBytes(int bytes) {
        return new MessageConfig(bytes, compression, timestamps, verifyEveryBatch);
    }

    public MessageConfig withCompression(Optional<Compression> target) {
        return new MessageConfig(maxBytes, target, timestamps, verifyEveryBatch);
    }

    public MessageConfig withTimestamps(TimestampConfig config) {
        return new MessageConfig(maxBytes, compression, config, verifyEveryBatch);
    }

    public MessageConfig withVerifyEveryBatch(boolean value) {
        return new MessageConfig(maxBytes, compression, timestamps, value);
    }
}

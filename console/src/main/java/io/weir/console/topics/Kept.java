package io.weir.console.topics;

import io.weir.metadata.config.EffectiveTopicConfig;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records of a topic stay.
 *
 * @param cleanupPolicy  delete, compact, both, or nothing
 * @param retentionMs    the age at which records are dropped, if they are
 * @param retentionBytes the size of a partition from which on its oldest are, if they are
 */
record Kept(String cleanupPolicy, OptionalLong retentionMs, OptionalLong retentionBytes) {

    static Kept of(EffectiveTopicConfig config) {
        String policy = Stream.of(config.isCompact() ? "compact" : "", config.isDelete() ? "delete" : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(","));
        return new Kept(policy, limit(config, config.retentionMs()), limit(config, config.retentionBytes()));
    }

    private static OptionalLong limit(EffectiveTopicConfig config, long limit) {
        return config.isDelete() && limit >= 0 ? OptionalLong.of(limit) : OptionalLong.empty();
    }
}

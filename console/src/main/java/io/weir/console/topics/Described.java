package io.weir.console.topics;

import java.util.OptionalLong;

/**
 * A topic by itself.
 *
 * @param id      which it has for as long as it lives
 * @param records offsets from the first to the last of all partitions, where these are known and not too many
 */
record Described(
        String name,
        String id,
        boolean internal,
        int partitions,
        int replicationFactor,
        OptionalLong bytes,
        OptionalLong records,
        int underReplicated,
        int offline,
        String cleanupPolicy,
        OptionalLong retentionMs,
        OptionalLong retentionBytes) {

    static Described of(TopicRow row, String id, OptionalLong records) {
        return new Described(
                row.name(),
                id,
                row.internal(),
                row.partitions(),
                row.replicationFactor(),
                row.bytes(),
                records,
                row.underReplicated(),
                row.offline(),
                row.cleanupPolicy(),
                row.retentionMs(),
                row.retentionBytes());
    }
}

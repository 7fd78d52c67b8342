package io.weir.console.topics;

import java.util.OptionalLong;

/** A topic, and its id, which it has for as long as it lives. */
record Described(
        String name,
        String id,
        boolean internal,
        int partitions,
        int replicationFactor,
        OptionalLong bytes,
        int underReplicated,
        int offline) {

    static Described of(TopicRow row, String id) {
        return new Described(
                row.name(),
                id,
                row.internal(),
                row.partitions(),
                row.replicationFactor(),
                row.bytes(),
                row.underReplicated(),
                row.offline());
    }
}

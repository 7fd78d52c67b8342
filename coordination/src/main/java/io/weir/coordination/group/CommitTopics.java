package io.weir.coordination.group;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;

/** Which topic an offset request means: named by id from version 10 on, by name before. */
final class CommitTopics {

    /** From version 10 on OffsetCommit and OffsetFetch name topics by id (KIP-848). */
    static final int TOPIC_ID_VERSION = 10;

    private final TopicDirectory directory;

    CommitTopics(TopicDirectory directory) {
        this.directory = directory;
    }

    /**
     * A topic as it exists now.
     *
     * @param name its name; empty when an id is unknown
     * @param id its id; zero when a name is unknown
     * @param partitions how many it has; 0 when it does not exist
     * @param unknown the error for a topic that does not exist
     */
    record Resolved(String name, Uuid id, int partitions, ErrorCode unknown) {

        boolean exists() {
            return partitions > 0;
        }

        ErrorCode errorOf(int partition) {
            if (!exists()) {
                return unknown;
            }
            return partition >= 0 && partition < partitions ? ErrorCode.NONE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        }
    }

    Resolved resolve(RequestContext context, String name, Uuid id) {
        return context.apiVersion() >= TOPIC_ID_VERSION ? byId(id) : byName(name);
    }

    Resolved byName(String name) {
        Uuid id = directory.idOf(name).orElse(Uuid.ZERO);
        return new Resolved(name, id, directory.partitionCount(name), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }

    Resolved byId(Uuid id) {
        String name = directory.nameOf(id).orElse("");
        int partitions = name.isEmpty() ? 0 : directory.partitionCount(name);
        return new Resolved(name, id, partitions, ErrorCode.UNKNOWN_TOPIC_ID);
    }
}

package io.weir.console.groups;

import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** Kinds of groups: each is asked about in a way of its own. */
enum Kind {
    CLASSIC,
    CONSUMER,
    SHARE,
    STREAMS;

    /** A group that only has offsets counts as a classic one. */
    static Kind of(GroupListing group) {
        return switch (group.type().orElse(GroupType.CLASSIC)) {
            case CONSUMER -> CONSUMER;
            case SHARE -> SHARE;
            case STREAMS -> STREAMS;
            case CLASSIC, UNKNOWN -> CLASSIC;
        };
    }
}

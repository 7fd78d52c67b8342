package io.weir.coordination.consumer;

import java.util.Optional;

/**
 * What has had a group's id before, and ends when a consumer group begins.
 *
 * @param members those that come along; empty where there are none
 * @param dismiss ends it; called before the first change to the consumer group, or not at all when there will be none
 */
public record Predecessor(Optional<ClassicState> members, Runnable dismiss) {

    /** There was nothing. */
    public static final Predecessor NONE = new Predecessor(Optional.empty(), () -> {});
}

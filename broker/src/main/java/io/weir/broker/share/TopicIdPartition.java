package io.weir.broker.share;

import io.weir.protocol.types.Uuid;

/** A partition by its topic's id. */
public record TopicIdPartition(Uuid topicId, int partition) {}

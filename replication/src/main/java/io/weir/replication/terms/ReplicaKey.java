package io.weir.replication.terms;

import io.weir.protocol.types.Uuid;

/** A partition by its topic's id: a topic that is deleted and created again has another. */
public record ReplicaKey(Uuid topicId, int partition) {}

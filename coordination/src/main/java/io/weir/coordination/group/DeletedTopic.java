package io.weir.coordination.group;

import io.weir.protocol.types.Uuid;

/** A topic that is gone, and with it the offsets committed for it. A new topic of that name has another id. */
public record DeletedTopic(String name, Uuid id) {}

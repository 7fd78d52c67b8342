package io.weir.coordination.share;

/** A member of a share group has been silent for its session time-out. */
public record ShareTimer(String groupId, String memberId) {}

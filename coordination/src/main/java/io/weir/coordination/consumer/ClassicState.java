package io.weir.coordination.consumer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A group all of whose members speak the classic protocol, on its way from one kind of group to the other.
 *
 * @param generation the epoch of a consumer group, and the generation of a classic one
 */
public record ClassicState(String groupId, int generation, List<ClassicMember> members) {

    /**
     * One of them.
     *
     * @param rebalanceTimeoutMs how long it may take to join again
     * @param assignment what its leader gave it, or what it has; empty where there is nothing
     */
    public record ClassicMember(
            Identity identity, int rebalanceTimeoutMs, ClassicMembership membership, ByteBuffer assignment) {}

    /** Who a member is; instanceId is the name a static member keeps across restarts. */
    public record Identity(String memberId, Optional<String> instanceId, String clientId, String clientHost) {}
}

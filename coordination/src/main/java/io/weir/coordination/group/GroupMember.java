package io.weir.coordination.group;

import io.weir.coordination.runtime.Waiting;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.SyncGroupResponse;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member of a classic group: who it is, what it offers, what it was assigned, and which answers it waits for. */
final class GroupMember {

    static final ByteBuffer NO_ASSIGNMENT = ByteBuffer.allocate(0);

    /**
     * Who the member is.
     *
     * @param instanceId the name a static member keeps across restarts
     */
    record Identity(String memberId, Optional<String> instanceId, String clientId, String clientHost) {}

    /** How long it may take to rejoin, and how long it may be silent. */
    record Timeouts(int rebalanceMs, int sessionMs) {}

    /** A way of assigning partitions that the member knows, with what it has to say for it. */
    record Protocol(String name, ByteBuffer metadata) {}

    private final Identity identity;
    private Timeouts timeouts;
    private List<Protocol> protocols;
    private ByteBuffer assignment = NO_ASSIGNMENT;
    private @Nullable Waiting<JoinGroupResponse> awaitingJoin;
    private @Nullable Waiting<SyncGroupResponse> awaitingSync;
    private boolean isNew;

    GroupMember(Identity identity, Timeouts timeouts, List<Protocol> protocols) {
        this.identity = identity;
        this.timeouts = timeouts;
        this.protocols = protocols;
    }

    /** The same static member under the id of its new incarnation, which waits for nothing yet. */
    GroupMember reincarnate(Identity newIdentity) {
        GroupMember successor = new GroupMember(newIdentity, timeouts, protocols);
        successor.assignment = assignment;
        return successor;
    }

    String id() {
        return identity.memberId();
    }

    Identity identity() {
        return identity;
    }

    boolean isStatic() {
        return identity.instanceId().isPresent();
    }

    Timeouts timeouts() {
        return timeouts;
    }

    List<Protocol> protocols() {
        return protocols;
    }

    Set<String> protocolNames() {
        Set<String> names = new LinkedHashSet<>();
        protocols.forEach(protocol -> names.add(protocol.name()));
        return names;
    }

    /** Only the table of members calls this: it counts what protocols are supported. */
    void update(Timeouts newTimeouts, List<Protocol> newProtocols) {
        timeouts = newTimeouts;
        protocols = newProtocols;
    }

    /** What the member said for this protocol; empty when it does not know the protocol. */
    ByteBuffer metadata(String protocolName) {
        for (Protocol protocol : protocols) {
            if (protocol.name().equals(protocolName)) {
                return protocol.metadata();
            }
        }
        return NO_ASSIGNMENT;
    }

    ByteBuffer assignment() {
        return assignment;
    }

    void assign(ByteBuffer newAssignment) {
        assignment = newAssignment;
    }

    boolean isAwaitingJoin() {
        return awaitingJoin != null;
    }

    /** From now on the member waits for the join phase to end; whoever waited in its name before is returned. */
    Optional<Waiting<JoinGroupResponse>> awaitJoin(Waiting<JoinGroupResponse> waiting) {
        Optional<Waiting<JoinGroupResponse>> before = takeAwaitingJoin();
        awaitingJoin = waiting;
        return before;
    }

    Optional<Waiting<JoinGroupResponse>> takeAwaitingJoin() {
        Optional<Waiting<JoinGroupResponse>> taken = Optional.ofNullable(awaitingJoin);
        awaitingJoin = null;
        return taken;
    }

    /** From now on the member waits for its assignment; whoever waited in its name before is returned. */
    Optional<Waiting<SyncGroupResponse>> awaitSync(Waiting<SyncGroupResponse> waiting) {
        Optional<Waiting<SyncGroupResponse>> before = takeAwaitingSync();
        awaitingSync = waiting;
        return before;
    }

    Optional<Waiting<SyncGroupResponse>> takeAwaitingSync() {
        Optional<Waiting<SyncGroupResponse>> taken = Optional.ofNullable(awaitingSync);
        awaitingSync = null;
        return taken;
    }

    /** A new member has never been told its id, so it can send no heartbeat: silence means nothing yet. */
    void markNew(boolean value) {
        isNew = value;
    }

    /** Waiting for an answer of ours is not silence, except for a new member, whose wait is bounded separately. */
    boolean isExcusedFromHeartbeat() {
        return !isNew && (awaitingJoin != null || awaitingSync != null);
    }
}

package io.weir.broker.node;

import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import io.weir.metadata.ratis.RaftMember;
import io.weir.metadata.ratis.RatisMetadataLog;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way to the node whose controller is active. */
final class Controllers {

    private final RatisMetadataLog log;
    private final PeerLinks links;

    Controllers(RatisMetadataLog log, PeerLinks links) {
        this.log = log;
        this.links = links;
    }

    /**
     * Asks the node that is known to lead; fails with {@link PeerRefusalException} of NOT_CONTROLLER, or with {@link
     * ConnectException}, where nothing was done and another try makes sense.
     */
    CompletableFuture<ByteBuffer> call(PeerCall kind, ByteBuffer payload, long timeoutMs) {
        Optional<String> address = active();
        if (address.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "No controller is known yet"));
        }
        PeerLinks.Lane lane = switch (kind) {
            case COMMAND -> PeerLinks.Lane.COMMANDS;
            case JOIN -> PeerLinks.Lane.JOINING;
            default -> PeerLinks.Lane.QUESTIONS;
        };
        return links.to(address.get(), lane).call(kind, payload, timeoutMs);
    }

    /** Where the internal listener of the node is that is known to lead, as host:port. */
    Optional<String> active() {
        return address(log.leader());
    }

    /** Whether this node knows the cluster to have this member, at this address and with no vote that it does not want. */
    boolean isMember(RaftMember member) {
        return log.members().stream()
                .anyMatch(known -> known.nodeId() == member.nodeId()
                        && known.address().equals(member.address())
                        && (member.votes() || !known.votes()));
    }

    /** Whether this node knows the cluster to count its vote. */
    boolean votes(int nodeId) {
        return log.members().stream().anyMatch(known -> known.nodeId() == nodeId && known.votes());
    }

    /** Where the internal listeners of all members are that this node knows. */
    List<String> addresses() {
        return log.members().stream().map(RaftMember::address).toList();
    }

    /** Where the internal listener of a member is. */
    Optional<String> address(int nodeId) {
        return log.members().stream()
                .filter(member -> member.nodeId() == nodeId)
                .map(RaftMember::address)
                .findFirst();
    }
}

package io.weir.broker.node;

import io.weir.broker.peer.PeerLink;
import io.weir.broker.peer.PeerLinks;
import java.net.ConnectException;
import java.util.Optional;

/**
 * Whether the processes of other nodes have ended: the connection to such a one ends, and nobody listens at its address any
 * more, which the system of its machine says itself. One that stands still, or has too much to do, keeps both.
 */
final class Presence {

    private final Controllers others;
    private final PeerLinks links;
    private final Runnable whenOneMayHaveEnded;

    Presence(Controllers others, PeerLinks links, Runnable whenOneMayHaveEnded) {
        this.others = others;
        this.links = links;
        this.whenOneMayHaveEnded = whenOneMayHaveEnded;
    }

    /** Whether there is a connection to it, so that its end would be heard of. Never waits. */
    boolean isWatched(int nodeId) {
        return link(nodeId).filter(PeerLink::isConnected).isPresent();
    }

    /** May wait for a connection to be made. */
    boolean hasEnded(int nodeId) {
        Optional<PeerLink> link = link(nodeId);
        if (link.isEmpty()) {
            return false;
        }
        try {
            link.get().ensureConnected();
            return false;
        } catch (ConnectException e) {
            // Only the machine itself says so; one that cannot be reached says nothing, and its session decides.
            return "Connection refused".equals(e.getMessage());
        }
    }

    private Optional<PeerLink> link(int nodeId) {
        return others.address(nodeId).map(address -> links.to(address, PeerLinks.Lane.WATCH, whenOneMayHaveEnded));
    }
}

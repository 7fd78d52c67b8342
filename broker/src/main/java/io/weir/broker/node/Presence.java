package io.weir.broker.node;

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

    boolean hasEnded(int nodeId) {
        Optional<String> address = others.address(nodeId);
        if (address.isEmpty()) {
            return false;
        }
        try {
            links.to(address.get(), PeerLinks.Lane.WATCH, whenOneMayHaveEnded).ensureConnected();
            return false;
        } catch (ConnectException e) {
            // Only the machine itself says so; one that cannot be reached says nothing, and its session decides.
            return "Connection refused".equals(e.getMessage());
        }
    }
}

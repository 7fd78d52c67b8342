package io.weir.broker.telemetry;

import io.weir.broker.network.Peer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the clients behind the open connections say they are. Safe for use by any thread. */
final class SoftwareNames {

    private final Map<Long, ClientSoftware> byConnection = new ConcurrentHashMap<>();

    void put(Peer peer, ClientSoftware software) {
        byConnection.put(peer.id(), software);
    }

    ClientSoftware of(Peer peer) {
        return byConnection.getOrDefault(peer.id(), ClientSoftware.UNKNOWN);
    }

    void disconnected(Peer peer) {
        byConnection.remove(peer.id());
    }
}

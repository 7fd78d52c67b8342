package io.weir.broker.peer;

import io.weir.broker.config.Endpoint;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The links of this node to the others: for each node one a lane, so that what is urgent never waits behind what is long. */
public final class PeerLinks implements AutoCloseable {

    private final PeerFrame.Caller self;
    private final Map<Key, PeerLink> links = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** What goes by the same connection. */
    public enum Lane {
        RAFT,
        /** What changes the metadata, and heartbeats. */
        COMMANDS,
        /** What may take its time: who is there, how large things are, what is known of a group. */
        QUESTIONS,
        /** Take me in: what waits for a majority must not keep others waiting, nor be kept. */
        JOINING,
        WATCH,
        RECORDS,
        /** Admissions to transactions, which may wait for the end of the one before. */
        ADMISSIONS,
        /** Ends of transactions, which those may wait for. */
        MARKERS,
        /** What share groups have come to. */
        SHARE_STATES
    }

    private record Key(String address, Lane lane) {}

    public PeerLinks(PeerFrame.Caller self) {
        this.self = self;
    }

    /** The link to the node at this address, as host:port. */
    public PeerLink to(String address, Lane lane) {
        return to(address, lane, () -> {});
    }

    /** The same; where it is made by this call, {@code whenBroken} is run whenever its connection ends. */
    public PeerLink to(String address, Lane lane, Runnable whenBroken) {
        return links.computeIfAbsent(
                new Key(address, lane), key -> new PeerLink(self, address(key.address), whenBroken));
    }

    private static InetSocketAddress address(String address) {
        Endpoint endpoint = Endpoint.parseAddress(address);
        return InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port());
    }

    /** Whether this node stops. */
    public boolean areClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        links.values().forEach(PeerLink::close);
    }
}

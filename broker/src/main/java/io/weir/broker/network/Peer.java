package io.weir.broker.network;

import java.net.InetAddress;

/**
 * The other end of a connection.
 *
 * @param id unique among the connections of this process
 * @param address where it connects from
 * @param port its port
 * @param listener name of the listener it came in by
 */
public record Peer(long id, InetAddress address, int port, String listener) {

    @Override
    public String toString() {
        return address.getHostAddress() + ":" + port + " on " + listener;
    }
}

package io.weir.broker;

/**
 * A listener that accepts connections.
 *
 * @param name the listener's name
 * @param host the host clients are told
 * @param port the port clients are told
 */
public record BoundListener(String name, String host, int port) {

    /** As {@code host:port}. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return name + "://" + address();
    }
}

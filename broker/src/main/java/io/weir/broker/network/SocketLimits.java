package io.weir.broker.network;

/**
 * What one connection may cost.
 *
 * @param maxRequestBytes the largest frame taken ({@code socket.request.max.bytes})
 * @param maxIdleMs a connection without a request for so long is closed ({@code connections.max.idle.ms}); negative: never
 * @param maxInFlight requests of one connection taken before the first of them is answered
 * @param buffers what the operating system keeps for it
 */
public record SocketLimits(int maxRequestBytes, long maxIdleMs, int maxInFlight, Buffers buffers) {

    /**
     * Sizes for the operating system. Left to itself it fits buffers to each connection, which a fixed size prevents.
     *
     * @param sendBytes {@code socket.send.buffer.bytes}; negative leaves it to the system
     * @param receiveBytes {@code socket.receive.buffer.bytes}; negative leaves it to the system
     * @param backlog {@code socket.listen.backlog.size}: connections that may wait to be accepted
     */
    public record Buffers(int sendBytes, int receiveBytes, int backlog) {}
}

package io.weir.broker.network;

/**
 * What one connection may cost.
 *
 * @param maxRequestBytes the largest frame taken ({@code socket.request.max.bytes})
 * @param maxIdleMs a connection without a request for so long is closed ({@code connections.max.idle.ms}); negative: never
 * @param maxInFlight requests of one connection taken before the first of them is answered
 */
public record SocketLimits(int maxRequestBytes, long maxIdleMs, int maxInFlight) {}

package io.weir.metadata.image;

/**
 * Where a broker is reached.
 *
 * @param listener         the listener's name, for example PLAINTEXT
 * @param securityProtocol 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL
 */
public record BrokerEndpoint(String listener, String host, int port, short securityProtocol) {}

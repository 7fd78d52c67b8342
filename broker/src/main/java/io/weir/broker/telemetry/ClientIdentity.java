package io.weir.broker.telemetry;

import io.weir.broker.network.Peer;
import io.weir.broker.observation.ClientReadings;
import io.weir.metadata.config.ClientAttribute;
import io.weir.protocol.types.Uuid;

/**
 * A client that was given an id of its own.
 *
 * @param instanceId unique among all clients there are, unlike their client ids
 * @param clientId as it names itself, cut to 249 characters
 * @param peer the connection it first came by
 */
public record ClientIdentity(Uuid instanceId, String clientId, ClientSoftware software, Peer peer) {

    public ClientIdentity {
        clientId = ClientSoftware.cut(clientId);
    }

    /** As others see it. */
    ClientReadings.Client seen() {
        return new ClientReadings.Client(
                clientId,
                instanceId.toString(),
                software.name(),
                software.version(),
                peer.address().getHostAddress());
    }

    /** What subscriptions choose clients by. */
    String attribute(ClientAttribute attribute) {
        return switch (attribute) {
            case CLIENT_INSTANCE_ID -> instanceId.toString();
            case CLIENT_ID -> clientId;
            case CLIENT_SOFTWARE_NAME -> software.name();
            case CLIENT_SOFTWARE_VERSION -> software.version();
            case CLIENT_SOURCE_ADDRESS -> peer.address().getHostAddress();
            case CLIENT_SOURCE_PORT -> Integer.toString(peer.port());
        };
    }
}

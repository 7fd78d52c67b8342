package io.weir.metadata.image;

import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Optional;

/**
 * What a broker says of itself when it registers.
 *
 * @param incarnationId the id of this run of its process
 * @param rack          where it stands, if it says so
 * @param directories   the ids of its folders
 */
public record BrokerDescription(
        Uuid incarnationId, List<BrokerEndpoint> endpoints, Optional<String> rack, List<Uuid> directories) {

    public BrokerDescription {
        endpoints = List.copyOf(endpoints);
        directories = List.copyOf(directories);
    }
}

package io.weir.metadata.image;

import io.weir.metadata.record.RegisterBrokerRecord;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Optional;

/**
 * One registered broker.
 *
 * @param epoch  grows with every registration of this broker
 * @param fenced whether it may not lead, nor be told to clients
 */
public record BrokerImage(int nodeId, long epoch, boolean fenced, BrokerDescription description) {

    /** Its address on a listener, if it has that listener. */
    public Optional<BrokerEndpoint> endpoint(String listener) {
        return description.endpoints().stream()
                .filter(endpoint -> endpoint.listener().equals(listener))
                .findFirst();
    }

    /** Where it stands, if it says so. */
    public Optional<String> rack() {
        return description.rack();
    }

    /** The folder a new replica goes to, or {@link Uuid#ZERO} where the broker has several and chooses itself. */
    public Uuid defaultDirectory() {
        List<Uuid> directories = description.directories();
        return directories.size() == 1 ? directories.getFirst() : Uuid.ZERO;
    }

    /** The same broker, fenced or not. */
    public BrokerImage withFenced(boolean newFenced) {
        return new BrokerImage(nodeId, epoch, newFenced, description);
    }

    /** The record that says all of this. */
    public RegisterBrokerRecord toRecord() {
        return RegisterBrokerRecord.builder()
                .brokerId(nodeId)
                .brokerEpoch(epoch)
                .incarnationId(description.incarnationId())
                .endpoints(description.endpoints().stream()
                        .map(e -> RegisterBrokerRecord.BrokerEndpointData.builder()
                                .name(e.listener())
                                .host(e.host())
                                .port(e.port())
                                .securityProtocol(e.securityProtocol())
                                .build())
                        .toList())
                .rack(description.rack().orElse(null))
                .directories(description.directories())
                .fenced(fenced)
                .build();
    }

    static BrokerImage of(RegisterBrokerRecord record) {
        List<BrokerEndpoint> endpoints = record.endpoints().stream()
                .map(e -> new BrokerEndpoint(e.name(), e.host(), e.port(), e.securityProtocol()))
                .toList();
        return new BrokerImage(
                record.brokerId(),
                record.brokerEpoch(),
                record.fenced(),
                new BrokerDescription(
                        record.incarnationId(), endpoints, Optional.ofNullable(record.rack()), record.directories()));
    }
}

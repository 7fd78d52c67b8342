package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.metadata.record.UnregisterBrokerRecord;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.List;
import java.util.Optional;

/** Decides commands about brokers and producer ids. */
final class BrokerRules {

    private final MetadataImage image;
    private final ClusterImage cluster;

    BrokerRules(MetadataImage image) {
        this.image = image;
        this.cluster = image.cluster();
    }

    Decision<ApiError> decide(UnregisterBroker command) {
        Optional<BrokerImage> broker = cluster.broker(command.nodeId());
        if (broker.isEmpty()) {
            return Decision.nothing(new ApiError(
                    ErrorCode.BROKER_ID_NOT_REGISTERED, "No broker with id " + command.nodeId() + " found."));
        }
        boolean holdsReplicas = image.topics().all().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.replicas().contains(command.nodeId()));
        if (holdsReplicas) {
            return Decision.nothing(new ApiError(
                    ErrorCode.INVALID_REQUEST,
                    "Broker " + command.nodeId() + " still holds replicas; move them to other brokers first"));
        }
        Message record = UnregisterBrokerRecord.builder()
                .brokerId(command.nodeId())
                .brokerEpoch(broker.get().epoch())
                .build();
        return new Decision<>(List.of(record), ApiError.NONE);
    }

    Decision<AllocateProducerIds.Answer> decide(AllocateProducerIds command) {
        Optional<ApiError> stale = staleBroker(cluster, command.brokerId(), command.brokerEpoch());
        if (stale.isPresent()) {
            return Decision.nothing(new AllocateProducerIds.Answer(stale.get(), 0, 0));
        }
        long first = cluster.nextProducerId();
        if (first > Long.MAX_VALUE - AllocateProducerIds.BLOCK_SIZE) {
            return Decision.nothing(new AllocateProducerIds.Answer(
                    new ApiError(ErrorCode.UNKNOWN_SERVER_ERROR, "All producer ids are given away"), 0, 0));
        }
        Message record = ProducerIdsRecord.builder()
                .brokerId(command.brokerId())
                .brokerEpoch(command.brokerEpoch())
                .nextProducerId(first + AllocateProducerIds.BLOCK_SIZE)
                .build();
        return new Decision<>(
                List.of(record), new AllocateProducerIds.Answer(ApiError.NONE, first, AllocateProducerIds.BLOCK_SIZE));
    }

    /** Why a broker that names this epoch is not the one that is registered, if it is not. */
    static Optional<ApiError> staleBroker(ClusterImage cluster, int brokerId, long epoch) {
        Optional<BrokerImage> broker = cluster.broker(brokerId);
        if (broker.isEmpty()) {
            return Optional.of(
                    new ApiError(ErrorCode.BROKER_ID_NOT_REGISTERED, "No broker with id " + brokerId + " found."));
        }
        if (broker.get().epoch() != epoch) {
            return Optional.of(new ApiError(
                    ErrorCode.STALE_BROKER_EPOCH,
                    "Broker " + brokerId + " names epoch " + epoch + ", but registered last with "
                            + broker.get().epoch()));
        }
        return Optional.empty();
    }
}

package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.metadata.record.UnregisterBrokerRecord;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides commands about brokers and producer ids. */
final class BrokerRules {

    private final NodeConfig node;
    private final MetadataImage image;
    private final ClusterImage cluster;

    BrokerRules(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
        this.cluster = image.cluster();
    }

    Decision<ApiError> decide(UnregisterBroker command) {
        Optional<BrokerImage> broker = cluster.broker(command.nodeId());
        if (broker.isEmpty()) {
            return Decision.nothing(new ApiError(
                    ErrorCode.BROKER_ID_NOT_REGISTERED, "No broker with id " + command.nodeId() + " found."));
        }
        if (cluster.isLive(command.nodeId()) && cluster.liveBrokers().size() == 1) {
            return Decision.nothing(new ApiError(
                    ErrorCode.INVALID_REQUEST,
                    "Broker " + command.nodeId() + " is the only one that lives; start another one first"));
        }
        List<Message> records = new ArrayList<>(new LeaderChanges(node, image).without(command.nodeId()));
        records.add(UnregisterBrokerRecord.builder()
                .brokerId(command.nodeId())
                .brokerEpoch(broker.get().epoch())
                .build());
        return new Decision<>(records, ApiError.NONE);
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

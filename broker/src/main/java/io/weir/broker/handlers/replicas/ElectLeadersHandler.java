package io.weir.broker.handlers.replicas;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.ByTopic;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.ElectLeaders;
import io.weir.metadata.controller.ElectLeaders.Place;
import io.weir.metadata.controller.ElectLeaders.Result;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ElectLeadersRequest;
import io.weir.protocol.messages.ElectLeadersRequest.TopicPartitions;
import io.weir.protocol.messages.ElectLeadersResponse;
import io.weir.protocol.messages.ElectLeadersResponse.PartitionResult;
import io.weir.protocol.messages.ElectLeadersResponse.ReplicaElectionResult;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Has partitions led by their preferred replica, or by any that lives (KIP-460). */
public final class ElectLeadersHandler implements RequestHandler<ElectLeadersRequest, ElectLeadersResponse> {

    private static final byte PREFERRED = 0;
    private static final byte UNCLEAN = 1;

    /** Before it only partitions had errors. */
    private static final int FIRST_VERSION_WITH_ERROR = 1;

    private final Cluster cluster;

    public ElectLeadersHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ELECT_LEADERS;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.ALTER);
    }

    @Override
    public CompletableFuture<ElectLeadersResponse> handle(RequestContext context, ElectLeadersRequest request) {
        if (request.electionType() != PREFERRED && request.electionType() != UNCLEAN) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
        }
        ElectLeaders command = new ElectLeaders(
                request.electionType() == UNCLEAN,
                Optional.ofNullable(request.topicPartitions()).map(ElectLeadersHandler::places));
        return cluster.submit(command)
                .thenApply(answer -> ElectLeadersResponse.builder()
                        .replicaElectionResults(byTopic(answer.results()))
                        .build());
    }

    @Override
    public ElectLeadersResponse refuse(ElectLeadersRequest request, int version, ErrorCode error) {
        List<Result> results = places(
                        Optional.ofNullable(request.topicPartitions()).orElse(List.of()))
                .stream()
                .map(place -> new Result(place, ApiError.of(error)))
                .toList();
        return ElectLeadersResponse.builder()
                .errorCode(version >= FIRST_VERSION_WITH_ERROR ? error.code() : ErrorCode.NONE.code())
                .replicaElectionResults(byTopic(results))
                .build();
    }

    private static List<Place> places(List<TopicPartitions> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream().map(partition -> new Place(topic.topic(), partition)))
                .toList();
    }

    private static List<ReplicaElectionResult> byTopic(List<Result> results) {
        return results.stream()
                .collect(ByTopic.collect(
                        result -> result.place().topic(),
                        result -> PartitionResult.builder()
                                .partitionId(result.place().partitionId())
                                .errorCode(result.error().code().code())
                                .errorMessage(result.error().message())
                                .build(),
                        (topic, partitions) -> ReplicaElectionResult.builder()
                                .topic(topic)
                                .partitionResult(partitions)
                                .build()));
    }
}

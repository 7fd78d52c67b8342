package io.weir.broker.handlers.replicas;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.ByTopic;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.controller.AlterReassignments;
import io.weir.metadata.controller.AlterReassignments.Result;
import io.weir.metadata.controller.AlterReassignments.Target;
import io.weir.protocol.messages.AlterPartitionReassignmentsRequest;
import io.weir.protocol.messages.AlterPartitionReassignmentsRequest.ReassignableTopic;
import io.weir.protocol.messages.AlterPartitionReassignmentsResponse;
import io.weir.protocol.messages.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import io.weir.protocol.messages.AlterPartitionReassignmentsResponse.ReassignableTopicResponse;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Has partitions on other brokers, or where they were before (KIP-455, KIP-860). Answers when that has begun. */
public final class AlterPartitionReassignmentsHandler
        implements RequestHandler<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> {

    private static final int FIRST_VERSION_WITH_FACTOR = 1;

    private final Cluster cluster;

    public AlterPartitionReassignmentsHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_PARTITION_REASSIGNMENTS;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.ALTER);
    }

    @Override
    public CompletableFuture<AlterPartitionReassignmentsResponse> handle(
            RequestContext context, AlterPartitionReassignmentsRequest request) {
        List<Target> targets = request.topics().stream()
                .flatMap(AlterPartitionReassignmentsHandler::targets)
                .toList();
        return cluster.submit(new AlterReassignments(targets, request.allowReplicationFactorChange()))
                .thenApply(answer -> response(request, context.version())
                        .responses(byTopic(answer.results()))
                        .build());
    }

    @Override
    public AlterPartitionReassignmentsResponse refuse(
            AlterPartitionReassignmentsRequest request, int version, ErrorCode error) {
        return response(request, version)
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }

    private static AlterPartitionReassignmentsResponse.Builder response(
            AlterPartitionReassignmentsRequest request, int version) {
        return AlterPartitionReassignmentsResponse.builder()
                .errorMessage(null)
                .allowReplicationFactorChange(
                        version < FIRST_VERSION_WITH_FACTOR || request.allowReplicationFactorChange());
    }

    private static Stream<Target> targets(ReassignableTopic topic) {
        return topic.partitions().stream()
                .map(partition -> new Target(
                        topic.name(), partition.partitionIndex(), Optional.ofNullable(partition.replicas())));
    }

    private static List<ReassignableTopicResponse> byTopic(List<Result> results) {
        return results.stream()
                .collect(ByTopic.collect(
                        Result::topic,
                        result -> ReassignablePartitionResponse.builder()
                                .partitionIndex(result.partitionId())
                                .errorCode(result.error().code().code())
                                .errorMessage(result.error().message())
                                .build(),
                        (topic, partitions) -> ReassignableTopicResponse.builder()
                                .name(topic)
                                .partitions(partitions)
                                .build()));
    }
}

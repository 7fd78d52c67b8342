package io.weir.broker.handlers.topic;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.CreatePartitions;
import io.weir.metadata.controller.CreatePartitions.Growth;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.CreatePartitionsRequest;
import io.weir.protocol.messages.CreatePartitionsRequest.CreatePartitionsAssignment;
import io.weir.protocol.messages.CreatePartitionsRequest.CreatePartitionsTopic;
import io.weir.protocol.messages.CreatePartitionsResponse;
import io.weir.protocol.messages.CreatePartitionsResponse.CreatePartitionsTopicResult;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gives topics more partitions. */
public final class CreatePartitionsHandler
        implements RequestHandler<CreatePartitionsRequest, CreatePartitionsResponse> {

    private static final Access ALTER_TOPIC = Access.of(Operation.ALTER, ResourceType.TOPIC);

    private final Cluster cluster;

    public CreatePartitionsHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_PARTITIONS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(ALTER_TOPIC);
    }

    @Override
    public CompletableFuture<CreatePartitionsResponse> handle(RequestContext context, CreatePartitionsRequest request) {
        List<CreatePartitionsTopicResult> results = new ArrayList<>();
        List<Growth> growths = new ArrayList<>();
        for (CreatePartitionsTopic topic : request.topics()) {
            if (context.permits(ALTER_TOPIC, topic.name())) {
                growths.add(growth(topic));
            } else {
                results.add(answer(topic.name(), ApiError.of(ErrorCode.TOPIC_AUTHORIZATION_FAILED)));
            }
        }
        return cluster.submit(new CreatePartitions(growths, request.validateOnly()))
                .thenApply(answer -> {
                    answer.topics().forEach(result -> results.add(answer(result.name(), result.error())));
                    return CreatePartitionsResponse.builder().results(results).build();
                });
    }

    @Override
    public CreatePartitionsResponse refuse(CreatePartitionsRequest request, int version, ErrorCode error) {
        return CreatePartitionsResponse.builder()
                .results(request.topics().stream()
                        .map(topic -> answer(topic.name(), ApiError.of(error)))
                        .toList())
                .build();
    }

    private static Growth growth(CreatePartitionsTopic topic) {
        List<CreatePartitionsAssignment> assignments = topic.assignments();
        return new Growth(
                topic.name(),
                topic.count(),
                Optional.ofNullable(assignments)
                        .map(all -> all.stream()
                                .map(CreatePartitionsAssignment::brokerIds)
                                .toList()));
    }

    private static CreatePartitionsTopicResult answer(String name, ApiError error) {
        return CreatePartitionsTopicResult.builder()
                .name(name)
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .build();
    }
}

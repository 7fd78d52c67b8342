package io.weir.broker.handlers.topic;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.config.ConfigEntry;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.CreateTopics;
import io.weir.metadata.controller.CreateTopics.NewTopic;
import io.weir.metadata.controller.NamedValue;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.CreateTopicsRequest;
import io.weir.protocol.messages.CreateTopicsRequest.CreatableTopic;
import io.weir.protocol.messages.CreateTopicsResponse;
import io.weir.protocol.messages.CreateTopicsResponse.CreatableTopicConfigs;
import io.weir.protocol.messages.CreateTopicsResponse.CreatableTopicResult;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Creates topics. The answer comes when they can be written to. */
public final class CreateTopicsHandler implements RequestHandler<CreateTopicsRequest, CreateTopicsResponse> {

    private static final Access CREATE_IN_CLUSTER = Access.of(Operation.CREATE, ResourceType.CLUSTER);
    private static final Access CREATE_TOPIC = Access.of(Operation.CREATE, ResourceType.TOPIC);
    private static final Access DESCRIBE_CONFIGS = Access.of(Operation.DESCRIBE_CONFIGS, ResourceType.TOPIC);

    private final Cluster cluster;

    public CreateTopicsHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CREATE_TOPICS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(CREATE_IN_CLUSTER, CREATE_TOPIC, DESCRIBE_CONFIGS);
    }

    @Override
    public CompletableFuture<CreateTopicsResponse> handle(RequestContext context, CreateTopicsRequest request) {
        Set<String> denied = new LinkedHashSet<>();
        List<NewTopic> topics = new ArrayList<>();
        for (CreatableTopic topic : request.topics()) {
            if (context.permitsOnCluster(Operation.CREATE) || context.permits(CREATE_TOPIC, topic.name())) {
                topics.add(newTopic(topic));
            } else {
                denied.add(topic.name());
            }
        }
        List<CreatableTopicResult> results = new ArrayList<>();
        denied.forEach(name -> results.add(failed(name, ApiError.of(ErrorCode.TOPIC_AUTHORIZATION_FAILED))));
        return cluster.submit(new CreateTopics(topics, request.validateOnly())).thenApply(answer -> {
            answer.topics().forEach(result -> results.add(answer(context, result)));
            return CreateTopicsResponse.builder().topics(results).build();
        });
    }

    @Override
    public CreateTopicsResponse refuse(CreateTopicsRequest request, int version, ErrorCode error) {
        return CreateTopicsResponse.builder()
                .topics(request.topics().stream()
                        .map(CreatableTopic::name)
                        .distinct()
                        .map(name -> failed(name, ApiError.of(error)))
                        .toList())
                .build();
    }

    private static NewTopic newTopic(CreatableTopic topic) {
        return new NewTopic(
                topic.name(),
                topic.numPartitions(),
                topic.replicationFactor(),
                topic.assignments().stream()
                        .map(assignment ->
                                new CreateTopics.Assignment(assignment.partitionIndex(), assignment.brokerIds()))
                        .toList(),
                topic.configs().stream()
                        .map(config -> new NamedValue(config.name(), config.value()))
                        .toList());
    }

    private static CreatableTopicResult answer(RequestContext context, CreateTopics.Result result) {
        if (result.error().isError()) {
            return failed(result.name(), result.error());
        }
        CreatableTopicResult.Builder created =
                CreatableTopicResult.builder().name(result.name()).topicId(result.topicId());
        if (!context.permits(DESCRIBE_CONFIGS, result.name())) {
            return created.topicConfigErrorCode(ErrorCode.TOPIC_AUTHORIZATION_FAILED.code())
                    .build();
        }
        return created.numPartitions(result.numPartitions())
                .replicationFactor((short) result.replicationFactor())
                .configs(result.configs().stream()
                        .filter(CreateTopicsHandler::isExpected)
                        .map(entry -> CreatableTopicConfigs.builder()
                                .name(entry.name())
                                .value(entry.value())
                                .readOnly(entry.isReadOnly())
                                .configSource(entry.source().code())
                                .isSensitive(entry.isSensitive())
                                .build())
                        .toList())
                .build();
    }

    /** Clients look for Kafka's settings here; Weir's own are told to who has set one. DescribeConfigs tells all. */
    private static boolean isExpected(ConfigEntry entry) {
        return !entry.name().startsWith("weir.") || !entry.isDefault();
    }

    private static CreatableTopicResult failed(String name, ApiError error) {
        return CreatableTopicResult.builder()
                .name(name)
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .build();
    }
}

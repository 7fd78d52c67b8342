package io.weir.broker.handlers.group;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.streams.StreamsAnswer;
import io.weir.coordination.streams.StreamsAnswer.InternalTopic;
import io.weir.metadata.controller.CreateTopics;
import io.weir.metadata.controller.CreateTopics.NewTopic;
import io.weir.metadata.controller.NamedValue;
import io.weir.metadata.controller.TopicNames;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.Status;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Members of streams groups join, live and leave (KIP-1071). Internal topics that their group waits for are made before
 * they are answered, in their name, so that the next heartbeat finds them.
 */
public final class StreamsGroupHeartbeatHandler
        extends SingleGroupHandler<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);
    private static final Access CREATE_TOPIC = Access.of(Operation.CREATE, ResourceType.TOPIC);
    private static final Access CREATE_IN_CLUSTER = Access.of(Operation.CREATE, ResourceType.CLUSTER);

    private final GroupCoordinator coordinator;
    private final Cluster cluster;

    public StreamsGroupHeartbeatHandler(GroupCoordinator coordinator, Cluster cluster) {
        this.coordinator = coordinator;
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.STREAMS_GROUP_HEARTBEAT;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(READ_GROUP, DESCRIBE_TOPIC, CREATE_TOPIC, CREATE_IN_CLUSTER);
    }

    @Override
    String groupId(StreamsGroupHeartbeatRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<StreamsGroupHeartbeatResponse> ask(RequestContext context, StreamsGroupHeartbeatRequest request) {
        Topology topology = request.topology();
        List<String> topics = topology == null ? List.of() : topics(topology);
        List<String> illegal = topics.stream()
                .filter(name ->
                        cluster.isInternal(name) || TopicNames.problem(name).isPresent())
                .toList();
        if (!illegal.isEmpty()) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.STREAMS_INVALID_TOPOLOGY).toBuilder()
                            .errorMessage("A topology cannot use topics of these names: " + String.join(", ", illegal))
                            .build());
        }
        if (!topics.stream().allMatch(name -> context.permits(DESCRIBE_TOPIC, name))) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        }
        return coordinator
                .streamsGroupHeartbeat(coordinatorContext(context), request)
                .thenCompose(answer -> create(context, answer));
    }

    @Override
    public StreamsGroupHeartbeatResponse refuse(StreamsGroupHeartbeatRequest request, int version, ErrorCode error) {
        return StreamsGroupHeartbeatResponse.builder().errorCode(error.code()).build();
    }

    private CompletableFuture<StreamsGroupHeartbeatResponse> create(RequestContext context, StreamsAnswer answer) {
        if (answer.missing().isEmpty()) {
            return CompletableFuture.completedFuture(answer.response());
        }
        List<String> denied = context.permitsOnCluster(Operation.CREATE)
                ? List.of()
                : answer.missing().stream()
                        .map(InternalTopic::name)
                        .filter(name -> !context.permits(CREATE_TOPIC, name))
                        .toList();
        if (!denied.isEmpty()) {
            return CompletableFuture.completedFuture(
                    explained(answer, "; Unauthorized to CREATE on topics " + String.join(", ", denied) + "."));
        }
        List<NewTopic> topics = answer.missing().stream()
                .map(StreamsGroupHeartbeatHandler::newTopic)
                .toList();
        return cluster.submit(new CreateTopics(topics, false)).handle((created, failure) -> {
            if (failure != null) {
                return explained(answer, "; They cannot be created now.");
            }
            List<String> problems = created.topics().stream()
                    .filter(result ->
                            result.error().isError() && result.error().code() != ErrorCode.TOPIC_ALREADY_EXISTS)
                    .map(result -> result.name() + " (" + result.error().message() + ")")
                    .toList();
            return problems.isEmpty()
                    ? answer.response()
                    : explained(answer, "; Creation failed: " + String.join(", ", problems) + ".");
        });
    }

    private static NewTopic newTopic(InternalTopic topic) {
        return new NewTopic(
                topic.name(),
                topic.partitions(),
                topic.replicationFactor(),
                List.of(),
                topic.configs().entrySet().stream()
                        .map(config -> new NamedValue(config.getKey(), config.getValue()))
                        .toList());
    }

    /** The answer, with more to say about why internal topics are missing. */
    private static StreamsGroupHeartbeatResponse explained(StreamsAnswer answer, String more) {
        List<Status> status = answer.response().status();
        return answer.response().toBuilder()
                .status(
                        status == null
                                ? List.of()
                                : status.stream()
                                        .map(one -> one.statusCode() == StreamsAnswer.MISSING_INTERNAL_TOPICS
                                                ? one.toBuilder()
                                                        .statusDetail(one.statusDetail() + more)
                                                        .build()
                                                : one)
                                        .toList())
                .build();
    }

    private static List<String> topics(Topology topology) {
        return topology.subtopologies().stream()
                .flatMap(StreamsGroupHeartbeatHandler::topics)
                .distinct()
                .toList();
    }

    private static Stream<String> topics(Subtopology part) {
        return Stream.of(
                        part.sourceTopics().stream(),
                        part.repartitionSinkTopics().stream(),
                        part.repartitionSourceTopics().stream().map(topic -> topic.name()),
                        part.stateChangelogTopics().stream().map(topic -> topic.name()))
                .flatMap(names -> names);
    }
}

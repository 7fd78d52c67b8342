package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.StreamsGroupDescribeRequest;
import io.weir.protocol.messages.StreamsGroupDescribeResponse;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Topology;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Describes streams groups, as far as the principal may describe them and the topics they read. */
public final class StreamsGroupDescribeHandler
        implements RequestHandler<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse> {

    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);
    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;

    public StreamsGroupDescribeHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.STREAMS_GROUP_DESCRIBE;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_GROUP, DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<StreamsGroupDescribeResponse> handle(
            RequestContext context, StreamsGroupDescribeRequest request) {
        List<String> allowed = new ArrayList<>();
        List<DescribedGroup> groups = new ArrayList<>();
        for (String group : request.groupIds()) {
            if (context.permits(DESCRIBE_GROUP, group)) {
                allowed.add(group);
            } else {
                groups.add(failed(group, ErrorCode.GROUP_AUTHORIZATION_FAILED));
            }
        }
        return coordinator
                .streamsGroupDescribe(
                        SingleGroupHandler.coordinatorContext(context),
                        request.toBuilder().groupIds(allowed).build())
                .thenApply(response -> {
                    response.groups().forEach(group -> groups.add(shown(context, request, group)));
                    return response.toBuilder().groups(groups).build();
                })
                .exceptionally(failure -> refuse(request, context.version(), CoordinatorException.errorOf(failure)));
    }

    @Override
    public StreamsGroupDescribeResponse refuse(StreamsGroupDescribeRequest request, int version, ErrorCode error) {
        return StreamsGroupDescribeResponse.builder()
                .groups(request.groupIds().stream()
                        .map(group -> failed(group, error))
                        .toList())
                .build();
    }

    private static DescribedGroup shown(
            RequestContext context, StreamsGroupDescribeRequest request, DescribedGroup group) {
        Topology topology = group.topology();
        if (topology != null && !topics(topology).allMatch(name -> context.permits(DESCRIBE_TOPIC, name))) {
            return failed(group.groupId(), ErrorCode.TOPIC_AUTHORIZATION_FAILED).toBuilder()
                    .errorMessage("The group's topology has topics you may not describe.")
                    .build();
        }
        return request.includeAuthorizedOperations() && group.errorCode() == ErrorCode.NONE.code()
                ? group.toBuilder()
                        .authorizedOperations(context.authorizedOperations(ResourceType.GROUP, group.groupId()))
                        .build()
                : group;
    }

    private static Stream<String> topics(Topology topology) {
        return Optional.ofNullable(topology.subtopologies()).orElse(List.of()).stream()
                .flatMap(part -> Stream.concat(
                        part.sourceTopics().stream(),
                        Stream.concat(
                                part.repartitionSourceTopics().stream().map(topic -> topic.name()),
                                part.stateChangelogTopics().stream().map(topic -> topic.name()))))
                .distinct();
    }

    private static DescribedGroup failed(String group, ErrorCode error) {
        return DescribedGroup.builder().groupId(group).errorCode(error.code()).build();
    }
}

package io.weir.broker.handlers.group;

import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Tells the committed offsets of one group (up to version 7) or of several (from version 8 on). */
public final class OffsetFetchHandler implements RequestHandler<OffsetFetchRequest, OffsetFetchResponse> {

    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);
    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);
    private static final int FIRST_VERSION_WITH_GROUPS = 8;

    private final GroupCoordinator coordinator;
    private final OffsetFetchAnswers answers;

    public OffsetFetchHandler(GroupCoordinator coordinator, Partitions partitions) {
        this.coordinator = coordinator;
        this.answers = new OffsetFetchAnswers(partitions);
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_FETCH;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_GROUP, DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<OffsetFetchResponse> handle(RequestContext context, OffsetFetchRequest request) {
        return context.version() < FIRST_VERSION_WITH_GROUPS ? one(context, request) : several(context, request);
    }

    @Override
    public OffsetFetchResponse refuse(OffsetFetchRequest request, int version, ErrorCode error) {
        if (version < FIRST_VERSION_WITH_GROUPS) {
            return OffsetFetchAnswers.refusal(request, error);
        }
        return OffsetFetchResponse.builder()
                .groups(request.groups().stream()
                        .map(group -> OffsetFetchAnswers.refusal(group, error))
                        .toList())
                .build();
    }

    private CompletableFuture<OffsetFetchResponse> one(RequestContext context, OffsetFetchRequest request) {
        if (!context.permits(DESCRIBE_GROUP, request.groupId())) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.GROUP_AUTHORIZATION_FAILED));
        }
        return coordinator
                .offsetFetch(SingleGroupHandler.coordinatorContext(context), request)
                .thenApply(response -> OffsetFetchAnswers.permitted(
                        response, request.topics() == null, topic -> context.permits(DESCRIBE_TOPIC, topic)));
    }

    private CompletableFuture<OffsetFetchResponse> several(RequestContext context, OffsetFetchRequest request) {
        List<OffsetFetchResponseGroup> groups = new ArrayList<>();
        List<OffsetFetchRequestGroup> allowed = new ArrayList<>();
        for (OffsetFetchRequestGroup group : request.groups()) {
            if (context.permits(DESCRIBE_GROUP, group.groupId())) {
                allowed.add(group);
            } else {
                groups.add(OffsetFetchAnswers.refusal(group, ErrorCode.GROUP_AUTHORIZATION_FAILED));
            }
        }
        return coordinator
                .offsetFetch(
                        SingleGroupHandler.coordinatorContext(context),
                        request.toBuilder().groups(allowed).build())
                .thenApply(response -> {
                    // A request may name a million groups: looking through them for each would take minutes.
                    Set<String> askedForAll = allowed.stream()
                            .filter(asked -> asked.topics() == null)
                            .map(OffsetFetchRequestGroup::groupId)
                            .collect(Collectors.toSet());
                    for (OffsetFetchResponseGroup group : response.groups()) {
                        groups.add(answers.permitted(
                                group,
                                askedForAll.contains(group.groupId()),
                                topic -> context.permits(DESCRIBE_TOPIC, topic)));
                    }
                    return response.toBuilder().groups(groups).build();
                });
    }
}

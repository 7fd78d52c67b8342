package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Lists the groups the principal may describe. */
public final class ListGroupsHandler implements RequestHandler<ListGroupsRequest, ListGroupsResponse> {

    private static final Access DESCRIBE_CLUSTER = Access.of(Operation.DESCRIBE, ResourceType.CLUSTER);
    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);

    private final GroupCoordinator coordinator;

    public ListGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_GROUPS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_CLUSTER, DESCRIBE_GROUP);
    }

    @Override
    public CompletableFuture<ListGroupsResponse> handle(RequestContext context, ListGroupsRequest request) {
        boolean all = context.permitsOnCluster(Operation.DESCRIBE);
        return coordinator
                .listGroups(SingleGroupHandler.coordinatorContext(context), request)
                .thenApply(response -> all ? response : permitted(context, response))
                .exceptionally(failure -> refuse(request, context.version(), CoordinatorException.errorOf(failure)));
    }

    @Override
    public ListGroupsResponse refuse(ListGroupsRequest request, int version, ErrorCode error) {
        return ListGroupsResponse.builder().errorCode(error.code()).build();
    }

    private static ListGroupsResponse permitted(RequestContext context, ListGroupsResponse response) {
        return response.toBuilder()
                .groups(response.groups().stream()
                        .filter(group -> context.permits(DESCRIBE_GROUP, group.groupId()))
                        .toList())
                .build();
    }
}

package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DeleteGroupsResponse;
import io.weir.protocol.messages.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Deletes empty groups with all their offsets. */
public final class DeleteGroupsHandler implements RequestHandler<DeleteGroupsRequest, DeleteGroupsResponse> {

    private static final Access DELETE_GROUP = Access.of(Operation.DELETE, ResourceType.GROUP);

    private final GroupCoordinator coordinator;

    public DeleteGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_GROUPS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DELETE_GROUP);
    }

    @Override
    public CompletableFuture<DeleteGroupsResponse> handle(RequestContext context, DeleteGroupsRequest request) {
        List<String> allowed = new ArrayList<>();
        List<DeletableGroupResult> results = new ArrayList<>();
        for (String group : request.groupsNames().stream().distinct().toList()) {
            if (context.permits(DELETE_GROUP, group)) {
                allowed.add(group);
            } else {
                results.add(failed(group, ErrorCode.GROUP_AUTHORIZATION_FAILED));
            }
        }
        return coordinator
                .deleteGroups(
                        SingleGroupHandler.coordinatorContext(context),
                        request.toBuilder().groupsNames(allowed).build())
                .thenApply(response -> {
                    results.addAll(response.results());
                    return response.toBuilder().results(results).build();
                })
                .exceptionally(failure -> refuse(request, context.version(), CoordinatorException.errorOf(failure)));
    }

    @Override
    public DeleteGroupsResponse refuse(DeleteGroupsRequest request, int version, ErrorCode error) {
        return DeleteGroupsResponse.builder()
                .results(request.groupsNames().stream()
                        .distinct()
                        .map(group -> failed(group, error))
                        .toList())
                .build();
    }

    private static DeletableGroupResult failed(String group, ErrorCode error) {
        return DeletableGroupResult.builder()
                .groupId(group)
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }
}

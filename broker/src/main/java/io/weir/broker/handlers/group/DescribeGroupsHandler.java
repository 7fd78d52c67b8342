package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsResponse;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Describes the groups that are asked for, as far as the principal may describe them. */
public final class DescribeGroupsHandler implements RequestHandler<DescribeGroupsRequest, DescribeGroupsResponse> {

    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);

    private final GroupCoordinator coordinator;

    public DescribeGroupsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_GROUPS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_GROUP);
    }

    @Override
    public CompletableFuture<DescribeGroupsResponse> handle(RequestContext context, DescribeGroupsRequest request) {
        List<String> allowed = new ArrayList<>();
        List<DescribedGroup> groups = new ArrayList<>();
        for (String group : request.groups()) {
            if (context.permits(DESCRIBE_GROUP, group)) {
                allowed.add(group);
            } else {
                groups.add(failed(group, ErrorCode.GROUP_AUTHORIZATION_FAILED));
            }
        }
        return coordinator
                .describeGroups(
                        SingleGroupHandler.coordinatorContext(context),
                        request.toBuilder().groups(allowed).build())
                .thenApply(response -> {
                    response.groups().forEach(group -> groups.add(withOperations(context, request, group)));
                    return response.toBuilder().groups(groups).build();
                })
                .exceptionally(failure -> refuse(request, context.version(), CoordinatorException.errorOf(failure)));
    }

    @Override
    public DescribeGroupsResponse refuse(DescribeGroupsRequest request, int version, ErrorCode error) {
        return DescribeGroupsResponse.builder()
                .groups(request.groups().stream()
                        .map(group -> failed(group, error))
                        .toList())
                .build();
    }

    private static DescribedGroup failed(String group, ErrorCode error) {
        return DescribedGroup.builder().groupId(group).errorCode(error.code()).build();
    }

    private static DescribedGroup withOperations(
            RequestContext context, DescribeGroupsRequest request, DescribedGroup group) {
        if (!request.includeAuthorizedOperations() || group.errorCode() != ErrorCode.NONE.code()) {
            return group;
        }
        return group.toBuilder()
                .authorizedOperations(context.authorizedOperations(ResourceType.GROUP, group.groupId()))
                .build();
    }
}

package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ShareGroupDescribeRequest;
import io.weir.protocol.messages.ShareGroupDescribeResponse;
import io.weir.protocol.messages.ShareGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ShareGroupDescribeResponse.TopicPartitions;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Describes share groups, as far as the principal may describe them and the topics they read. */
public final class ShareGroupDescribeHandler
        implements RequestHandler<ShareGroupDescribeRequest, ShareGroupDescribeResponse> {

    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);
    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;

    public ShareGroupDescribeHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_GROUP_DESCRIBE;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_GROUP, DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<ShareGroupDescribeResponse> handle(
            RequestContext context, ShareGroupDescribeRequest request) {
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
                .shareGroupDescribe(request.toBuilder().groupIds(allowed).build())
                .thenApply(response -> {
                    response.groups().forEach(group -> groups.add(shown(context, request, group)));
                    return response.toBuilder().groups(groups).build();
                })
                .exceptionally(failure -> refuse(request, context.version(), CoordinatorException.errorOf(failure)));
    }

    @Override
    public ShareGroupDescribeResponse refuse(ShareGroupDescribeRequest request, int version, ErrorCode error) {
        return ShareGroupDescribeResponse.builder()
                .groups(request.groupIds().stream()
                        .map(group -> failed(group, error))
                        .toList())
                .build();
    }

    private static DescribedGroup shown(
            RequestContext context, ShareGroupDescribeRequest request, DescribedGroup group) {
        if (group.errorCode() != ErrorCode.NONE.code()) {
            return group;
        }
        if (!topics(group).allMatch(name -> context.permits(DESCRIBE_TOPIC, name))) {
            return failed(group.groupId(), ErrorCode.TOPIC_AUTHORIZATION_FAILED).toBuilder()
                    .errorMessage("The group has members that read topics you may not describe.")
                    .build();
        }
        return request.includeAuthorizedOperations()
                ? group.toBuilder()
                        .authorizedOperations(context.authorizedOperations(ResourceType.GROUP, group.groupId()))
                        .build()
                : group;
    }

    private static Stream<String> topics(DescribedGroup group) {
        return group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartitions::topicName)
                .distinct();
    }

    private static DescribedGroup failed(String group, ErrorCode error) {
        return DescribedGroup.builder().groupId(group).errorCode(error.code()).build();
    }
}

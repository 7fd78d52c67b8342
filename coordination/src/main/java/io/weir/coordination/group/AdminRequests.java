package io.weir.coordination.group;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.protocol.messages.ConsumerGroupDescribeRequest;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse;
import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DeleteGroupsResponse;
import io.weir.protocol.messages.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsResponse;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeRequest;
import io.weir.protocol.messages.StreamsGroupDescribeResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The requests of administrators, which may concern groups of several partitions. */
final class AdminRequests {

    private final GroupShards shards;
    private final ShareRequests share;

    AdminRequests(GroupShards shards, ShareRequests share) {
        this.shards = shards;
        this.share = share;
    }

    CompletableFuture<ListGroupsResponse> list(ListGroupsRequest request) {
        record Part(ErrorCode error, List<ListedGroup> groups) {}
        return GroupShards.all(shards.askAll(
                        (machine, step) -> new Part(ErrorCode.NONE, machine.list(request)),
                        error -> new Part(error, List.of())))
                .thenApply(parts -> {
                    List<ListedGroup> groups = new ArrayList<>();
                    for (Part part : parts) {
                        // A partition that has just moved is listed by the broker it moved to.
                        if (part.error().isError() && part.error() != ErrorCode.NOT_COORDINATOR) {
                            return ListGroupsResponse.builder()
                                    .errorCode(part.error().code())
                                    .build();
                        }
                        groups.addAll(part.groups());
                    }
                    return ListGroupsResponse.builder().groups(groups).build();
                });
    }

    CompletableFuture<DescribeGroupsResponse> describe(RequestContext context, DescribeGroupsRequest request) {
        List<CompletableFuture<DescribedGroup>> groups = request.groups().stream()
                .map(groupId -> shards.askNow(
                        groupId,
                        (machine, step) -> machine.describe(context, groupId),
                        error -> GroupQueries.describeFailed(groupId, error)))
                .toList();
        return GroupShards.all(groups)
                .thenApply(described ->
                        DescribeGroupsResponse.builder().groups(described).build());
    }

    CompletableFuture<ConsumerGroupDescribeResponse> describe(ConsumerGroupDescribeRequest request) {
        List<CompletableFuture<ConsumerGroupDescribeResponse.DescribedGroup>> groups =
                request.groupIds().stream().map(this::describeConsumerGroup).toList();
        return GroupShards.all(groups)
                .thenApply(described -> ConsumerGroupDescribeResponse.builder()
                        .groups(described)
                        .build());
    }

    private CompletableFuture<ConsumerGroupDescribeResponse.DescribedGroup> describeConsumerGroup(String groupId) {
        return groupId.isEmpty()
                ? CompletableFuture.completedFuture(consumerGroupFailed(groupId, ErrorCode.INVALID_GROUP_ID))
                : shards.askNow(
                        groupId,
                        (machine, step) -> machine.describeConsumerGroup(groupId),
                        error -> consumerGroupFailed(groupId, error));
    }

    CompletableFuture<StreamsGroupDescribeResponse> describe(StreamsGroupDescribeRequest request) {
        List<CompletableFuture<StreamsGroupDescribeResponse.DescribedGroup>> groups =
                request.groupIds().stream().map(this::describeStreamsGroup).toList();
        return GroupShards.all(groups)
                .thenApply(described ->
                        StreamsGroupDescribeResponse.builder().groups(described).build());
    }

    private CompletableFuture<StreamsGroupDescribeResponse.DescribedGroup> describeStreamsGroup(String groupId) {
        return groupId.isEmpty()
                ? CompletableFuture.completedFuture(streamsGroupFailed(groupId, ErrorCode.INVALID_GROUP_ID))
                : shards.askNow(
                        groupId,
                        (machine, step) -> machine.describeStreamsGroup(groupId),
                        error -> streamsGroupFailed(groupId, error));
    }

    private static StreamsGroupDescribeResponse.DescribedGroup streamsGroupFailed(String groupId, ErrorCode error) {
        return StreamsGroupDescribeResponse.DescribedGroup.builder()
                .groupId(groupId)
                .errorCode(error.code())
                .build();
    }

    private static ConsumerGroupDescribeResponse.DescribedGroup consumerGroupFailed(String groupId, ErrorCode error) {
        return ConsumerGroupDescribeResponse.DescribedGroup.builder()
                .groupId(groupId)
                .errorCode(error.code())
                .build();
    }

    CompletableFuture<DeleteGroupsResponse> delete(DeleteGroupsRequest request) {
        List<CompletableFuture<DeletableGroupResult>> results = request.groupsNames().stream()
                .distinct()
                .map(groupId -> share.deleteStates(groupId)
                        .thenCompose(error -> error.isError()
                                ? CompletableFuture.completedFuture(GroupDeletions.result(groupId, error))
                                : shards.askNow(
                                        groupId,
                                        (machine, step) -> machine.delete(groupId, step),
                                        failure -> GroupDeletions.result(groupId, failure))))
                .toList();
        return GroupShards.all(results)
                .thenApply(deleted ->
                        DeleteGroupsResponse.builder().results(deleted).build());
    }

    CompletableFuture<List<GroupCensus>> census(GroupCensus.Ends ends) {
        return GroupShards.all(shards.askAll((machine, step) -> machine.census(ends), _ -> List.<GroupCensus>of()))
                .thenApply(shards -> shards.stream().flatMap(List::stream).toList());
    }

    CompletableFuture<GroupInsight> insight(String groupId) {
        return shards.askNow(groupId, (machine, step) -> machine.insight(groupId), error -> GroupInsight.NONE);
    }
}

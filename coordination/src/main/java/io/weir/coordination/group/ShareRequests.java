package io.weir.coordination.group;

import io.weir.coordination.membership.Client;
import io.weir.coordination.runtime.KeyedShards;
import io.weir.coordination.share.DeliveryStates;
import io.weir.coordination.share.ShareGroups;
import io.weir.coordination.share.StatesToMake;
import io.weir.coordination.share.StatesToRemove;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest;
import io.weir.protocol.messages.ShareGroupDescribeRequest;
import io.weir.protocol.messages.ShareGroupDescribeResponse;
import io.weir.protocol.messages.ShareGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The requests about share groups: where the group and the states of its partitions are asked in turn. */
final class ShareRequests {

    private final GroupShards shards;
    private final DeliveryStates states;

    ShareRequests(GroupShards shards, DeliveryStates states) {
        this.shards = shards;
        this.states = states;
    }

    CompletableFuture<ShareGroupHeartbeatResponse> heartbeat(
            RequestContext context, ShareGroupHeartbeatRequest request) {
        Client client = new Client(context.clientId(), context.clientHost(), _ -> true);
        return ShareGroups.refusal(request)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> shards.askNow(
                        request.groupId(),
                        (machine, step) -> machine.shareHeartbeat(request, client, step),
                        error -> ShareGroups.refused(error, null)));
    }

    CompletableFuture<ShareGroupDescribeResponse> describe(ShareGroupDescribeRequest request) {
        return KeyedShards.all(request.groupIds().stream().map(this::describe).toList())
                .thenApply(groups ->
                        ShareGroupDescribeResponse.builder().groups(groups).build());
    }

    private CompletableFuture<DescribedGroup> describe(String groupId) {
        return groupId.isEmpty()
                ? CompletableFuture.completedFuture(notDescribed(groupId, ErrorCode.INVALID_GROUP_ID))
                : shards.askNow(
                        groupId,
                        (machine, step) -> machine.describeShareGroup(groupId),
                        error -> notDescribed(groupId, error));
    }

    private static DescribedGroup notDescribed(String groupId, ErrorCode error) {
        return DescribedGroup.builder()
                .groupId(groupId)
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }

    /** The partitions a group has a state of, by topic id. */
    CompletableFuture<SortedMap<Uuid, SortedSet<Integer>>> statesOf(String groupId) {
        return shards.askNow(
                groupId, (machine, step) -> machine.shareGroups().statesOf(groupId), _ -> Collections.emptySortedMap());
    }

    /** Makes states, and tells the group which are made. The outcome for each. */
    CompletableFuture<Map<SharePartitionKey, ErrorCode>> make(StatesToMake wanted) {
        Map<SharePartitionKey, ErrorCode> outcomes = new HashMap<>();
        return KeyedShards.all(wanted.all().stream()
                        .map(one -> states.initialize(one.key(), wanted.stateEpoch(), one.startOffset())
                                .thenApply(error -> Map.entry(one.key(), error)))
                        .toList())
                .thenCompose(results -> {
                    results.forEach(result -> outcomes.put(result.getKey(), result.getValue()));
                    return tell(wanted.groupId(), outcomes, true);
                })
                .thenCompose(_ -> tell(wanted.groupId(), outcomes, false))
                .thenApply(_ -> outcomes);
    }

    /** Sets where delivery goes on; the outcome for each partition that exists, or why nothing was set. */
    CompletableFuture<AlteredOffsets> alter(AlterShareGroupOffsetsRequest request) {
        if (request.groupId().isEmpty()) {
            return CompletableFuture.completedFuture(AlteredOffsets.refused(ErrorCode.INVALID_GROUP_ID));
        }
        record Begun(ErrorCode error, StatesToMake wanted) {}
        StatesToMake nothing = new StatesToMake(request.groupId(), 0, Collections.emptySortedMap());
        return shards.askNow(
                        request.groupId(),
                        (machine, step) -> {
                            ErrorCode refusal = machine.shareOffsetsRefusal(request.groupId());
                            return refusal.isError()
                                    ? new Begun(refusal, nothing)
                                    : new Begun(
                                            ErrorCode.NONE,
                                            machine.shareGroups().alterOffsets(request, new ShareStepEffects(step)));
                        },
                        error -> new Begun(error, nothing))
                .thenCompose(begun -> begun.error().isError()
                        ? CompletableFuture.completedFuture(AlteredOffsets.refused(begun.error()))
                        : make(begun.wanted()).thenApply(AlteredOffsets::of));
    }

    /** Forgets how far delivery has come in topics: for each the outcome, or why nothing is forgotten. */
    CompletableFuture<DeletedOffsets> deleteOffsets(DeleteShareGroupOffsetsRequest request) {
        if (request.groupId().isEmpty()) {
            return CompletableFuture.completedFuture(
                    DeletedOffsets.refused(ErrorCode.INVALID_GROUP_ID, ErrorCode.INVALID_GROUP_ID.defaultMessage()));
        }
        List<String> names = request.topics().stream()
                .map(DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic::topicName)
                .toList();
        return shards.askNow(
                        request.groupId(),
                        (machine, step) -> machine.shareGroups()
                                .removeStates(request.groupId(), Optional.of(names), new ShareStepEffects(step)),
                        error -> StatesToRemove.refused(error, error.defaultMessage()))
                .thenCompose(doomed -> remove(request.groupId(), doomed));
    }

    /** Removes all states of a share group that is to be deleted; NONE where the id is no share group's. */
    CompletableFuture<ErrorCode> deleteStates(String groupId) {
        return shards.askNow(
                        groupId,
                        (machine, step) -> machine.shareGroups().contains(groupId)
                                ? machine.shareGroups()
                                        .removeStates(groupId, Optional.empty(), new ShareStepEffects(step))
                                : StatesToRemove.refused(ErrorCode.NONE, ""),
                        error -> StatesToRemove.refused(error, error.defaultMessage()))
                .thenCompose(doomed -> remove(groupId, doomed))
                .thenApply(deleted -> deleted.error().isError()
                        ? deleted.error()
                        : deleted.topics().values().stream()
                                .map(DeletedOffsets.Topic::error)
                                .filter(ErrorCode::isError)
                                .findFirst()
                                .orElse(ErrorCode.NONE));
    }

    private CompletableFuture<DeletedOffsets> remove(String groupId, StatesToRemove doomed) {
        if (doomed.error().isError()) {
            return CompletableFuture.completedFuture(DeletedOffsets.refused(doomed.error(), doomed.message()));
        }
        Map<String, DeletedOffsets.Topic> topics = new TreeMap<>();
        doomed.unknown()
                .forEach(name ->
                        topics.put(name, new DeletedOffsets.Topic(Uuid.ZERO, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)));
        List<CompletableFuture<ErrorCode>> removals = doomed.partitions().entrySet().stream()
                .map(topic -> remove(groupId, topic.getKey(), topic.getValue()).thenApply(error -> {
                    synchronized (topics) {
                        topics.put(
                                doomed.names().getOrDefault(topic.getKey(), ""),
                                new DeletedOffsets.Topic(topic.getKey(), error));
                    }
                    return error;
                }))
                .toList();
        return KeyedShards.all(removals).thenCompose(_ -> {
            Map<Uuid, String> gone = new HashMap<>();
            doomed.names().forEach((id, name) -> {
                DeletedOffsets.Topic topic = topics.get(name);
                if (topic != null && !topic.error().isError()) {
                    gone.put(id, name);
                }
            });
            return shards.askNow(
                            groupId,
                            (machine, step) ->
                                    machine.shareGroups().statesRemoved(groupId, gone, new ShareStepEffects(step)),
                            _ -> false)
                    .thenApply(_ -> new DeletedOffsets(ErrorCode.NONE, "", topics));
        });
    }

    /** The first error, but for a topic that has gone meanwhile: then nothing is left either. */
    private CompletableFuture<ErrorCode> remove(String groupId, Uuid topic, Set<Integer> partitions) {
        return KeyedShards.all(partitions.stream()
                        .map(partition -> states.delete(new SharePartitionKey(groupId, topic, partition)))
                        .toList())
                .thenApply(errors -> errors.stream()
                        .filter(error -> error.isError() && error != ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
                        .findFirst()
                        .orElse(ErrorCode.NONE));
    }

    private CompletableFuture<Boolean> tell(
            String groupId, Map<SharePartitionKey, ErrorCode> outcomes, boolean areMade) {
        Map<Uuid, Set<Integer>> partitions = new TreeMap<>();
        outcomes.forEach((key, error) -> {
            if (error.isError() != areMade) {
                partitions.computeIfAbsent(key.topicId(), _ -> new TreeSet<>()).add(key.partition());
            }
        });
        if (partitions.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return shards.askNow(
                groupId,
                (machine, step) -> {
                    machine.shareGroups().statesDone(groupId, partitions, areMade, new ShareStepEffects(step));
                    return true;
                },
                _ -> false);
    }
}

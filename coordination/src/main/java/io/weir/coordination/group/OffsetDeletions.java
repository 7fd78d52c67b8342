package io.weir.coordination.group;

import io.weir.coordination.runtime.Step;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.weir.protocol.messages.OffsetDeleteResponse;
import io.weir.protocol.messages.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import io.weir.protocol.messages.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offsets go: by request, with their group, with their topic, or because nobody came back for them. */
final class OffsetDeletions {

    private final GroupConfig.Offsets config;
    private final Groups groups;
    private final ModernGroups modern;
    private final OffsetStore offsets;
    private final CommitTopics topics;

    OffsetDeletions(
            GroupConfig.Offsets config, Groups groups, ModernGroups modern, OffsetStore offsets, CommitTopics topics) {
        this.config = config;
        this.groups = groups;
        this.modern = modern;
        this.offsets = offsets;
        this.topics = topics;
    }

    /** OffsetDelete: refused for topics that members read. */
    OffsetDeleteResponse delete(OffsetDeleteRequest request, Step<GroupTimer> step) {
        Optional<ClassicGroup> classic = groups.find(request.groupId());
        if (classic.isEmpty() && !modern.contains(request.groupId())) {
            return refused(ErrorCode.GROUP_ID_NOT_FOUND);
        }
        if (classic.filter(group -> !group.is(GroupState.EMPTY) && !group.usesConsumerProtocol())
                .isPresent()) {
            return refused(ErrorCode.NON_EMPTY_GROUP);
        }
        return OffsetDeleteResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> delete(request.groupId(), topic, step))
                        .toList())
                .build();
    }

    static OffsetDeleteResponse refused(ErrorCode error) {
        return OffsetDeleteResponse.builder().errorCode(error.code()).build();
    }

    private OffsetDeleteResponseTopic delete(String groupId, OffsetDeleteRequestTopic topic, Step<GroupTimer> step) {
        CommitTopics.Resolved resolved = topics.byName(topic.name());
        List<OffsetDeleteResponsePartition> answers = new ArrayList<>();
        for (OffsetDeleteRequest.OffsetDeleteRequestPartition partition : topic.partitions()) {
            int index = partition.partitionIndex();
            ErrorCode error = resolved.errorOf(index);
            if (!error.isError() && isRead(groupId, topic.name())) {
                error = ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC;
            }
            if (!error.isError()
                    && (offsets.find(groupId, topic.name(), index).isPresent()
                            || offsets.isPending(groupId, topic.name(), index))) {
                remove(groupId, topic.name(), index, step);
            }
            answers.add(OffsetDeleteResponsePartition.builder()
                    .partitionIndex(index)
                    .errorCode(error.code())
                    .build());
        }
        return OffsetDeleteResponseTopic.builder()
                .name(topic.name())
                .partitions(answers)
                .build();
    }

    /** Removes all offsets of a group and returns how many. */
    int deleteAll(String groupId, Step<GroupTimer> step) {
        int count = deleteWhere(groupId, (topic, partition, entry) -> true, step);
        for (PendingOffsets.Key key : offsets.pending().keysOf(groupId)) {
            remove(groupId, key.topic(), key.partition(), step);
            count++;
        }
        return count;
    }

    /** Removes the offsets committed for topics that are gone; a new topic of the same name keeps its own. */
    int deleteOf(List<DeletedTopic> deleted, Step<GroupTimer> step) {
        int count = 0;
        for (String groupId : offsets.groupIds()) {
            for (DeletedTopic topic : deleted) {
                List<Integer> gone = offsets.topics(groupId).getOrDefault(topic.name(), Map.of()).entrySet().stream()
                        .filter(partition -> partition.getValue().belongsTo(topic.id()))
                        .map(Map.Entry::getKey)
                        .toList();
                gone.forEach(partition -> remove(groupId, topic.name(), partition, step));
                count += gone.size();
            }
        }
        return count;
    }

    /**
     * Removes the offsets of a group that are past their retention: counted from when the group became empty, or from
     * the commit where it has members that do not read the topic, or never had members.
     *
     * @return how many
     */
    int expire(ClassicGroup group, Step<GroupTimer> step) {
        boolean neverHadMembers = group.protocolType().isEmpty();
        boolean isEmpty = group.is(GroupState.EMPTY);
        boolean hasKnownReaders =
                group.is(GroupState.STABLE) && group.usesConsumerProtocol() && group.knowsSubscriptions();
        if (!neverHadMembers && !isEmpty && !hasKnownReaders) {
            return 0;
        }
        boolean countsFromEmptying = !neverHadMembers && isEmpty && group.stateSinceMs() >= 0;
        return deleteWhere(
                group.id(),
                (topic, partition, entry) -> !group.isSubscribedTo(topic)
                        && !offsets.isPending(group.id(), topic, partition)
                        && isExpired(
                                entry, countsFromEmptying ? group.stateSinceMs() : entry.commitTimestampMs(), step),
                step);
    }

    /** As above for a group that the broker assigns to: counted from the commit, for topics that nobody in it reads. */
    int expireOfModernGroup(String groupId, Step<GroupTimer> step) {
        return deleteWhere(
                groupId,
                (topic, partition, entry) -> !modern.isSubscribedTo(groupId, topic)
                        && !offsets.isPending(groupId, topic, partition)
                        && isExpired(entry, entry.commitTimestampMs(), step),
                step);
    }

    private boolean isRead(String groupId, String topic) {
        return groups.find(groupId).map(group -> group.isSubscribedTo(topic)).orElse(false)
                || modern.isSubscribedTo(groupId, topic);
    }

    private boolean isExpired(OffsetEntry entry, long sinceMs, Step<GroupTimer> step) {
        return entry.hasOwnExpiry()
                ? step.nowMs() >= entry.expireTimestampMs()
                : step.nowMs() - sinceMs >= config.retentionMs();
    }

    private interface Condition {
        boolean holds(String topic, int partition, OffsetEntry entry);
    }

    private int deleteWhere(String groupId, Condition condition, Step<GroupTimer> step) {
        record Doomed(String topic, int partition) {}
        List<Doomed> doomed = new ArrayList<>();
        offsets.forEach(groupId, (topic, partition, entry) -> {
            if (condition.holds(topic, partition, entry)) {
                doomed.add(new Doomed(topic, partition));
            }
        });
        doomed.forEach(offset -> remove(groupId, offset.topic(), offset.partition(), step));
        return doomed.size();
    }

    private void remove(String groupId, String topic, int partition, Step<GroupTimer> step) {
        offsets.remove(groupId, topic, partition);
        step.append(GroupRecords.offsetTombstone(groupId, topic, partition));
    }
}

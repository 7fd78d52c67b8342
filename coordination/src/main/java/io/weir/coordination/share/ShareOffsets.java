package io.weir.coordination.share;

import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Where delivery is to go on, set by an administrator; only while a group has no members. */
final class ShareOffsets {

    private final ShareChanges changes;
    private final ShareStateMaking making;

    ShareOffsets(ShareChanges changes, ShareStateMaking making) {
        this.changes = changes;
        this.making = making;
    }

    /**
     * Begins to set offsets.
     *
     * @return the states to make, for the partitions that exist
     */
    StatesToMake alter(AlterShareGroupOffsetsRequest request, TopicsView topics, ShareEffects effects) {
        int epoch = changes.find(request.groupId())
                .orElseGet(() -> new ShareGroup(request.groupId()))
                .epoch();
        SortedMap<Uuid, SortedMap<Integer, Long>> starts = new TreeMap<>();
        Map<Uuid, StateTopics.Partitions> asked = new TreeMap<>();
        for (AlterShareGroupOffsetsRequestTopic topic : request.topics()) {
            Optional<TopicInfo> info = topics.named(topic.topicName());
            SortedMap<Integer, Long> ofTopic = new TreeMap<>();
            for (AlterShareGroupOffsetsRequestPartition partition : topic.partitions()) {
                int index = partition.partitionIndex();
                if (info.filter(found -> index >= 0 && index < found.partitions())
                        .isPresent()) {
                    ofTopic.put(index, partition.startOffset());
                }
            }
            if (info.isPresent() && !ofTopic.isEmpty()) {
                starts.put(info.get().id(), ofTopic);
                asked.put(info.get().id(), StateTopics.Partitions.of(topic.topicName(), ofTopic.keySet()));
            }
        }
        if (!asked.isEmpty()) {
            making.ask(request.groupId(), asked, effects);
        }
        return new StatesToMake(request.groupId(), epoch, starts);
    }

    /**
     * Begins to forget the offsets of topics; completed by {@link #removed}.
     *
     * @param names empty for all
     */
    StatesToRemove remove(String groupId, Optional<List<String>> names, TopicsView topics, ShareEffects effects) {
        Optional<ShareGroup> group = changes.find(groupId);
        if (group.isEmpty()) {
            return StatesToRemove.refused(ErrorCode.GROUP_ID_NOT_FOUND, "Group " + groupId + " not found.");
        }
        if (!group.get().isEmpty()) {
            return StatesToRemove.refused(ErrorCode.NON_EMPTY_GROUP, ErrorCode.NON_EMPTY_GROUP.defaultMessage());
        }
        StateTopics states = group.get().states();
        Map<Uuid, SortedSet<Integer>> partitions = new LinkedHashMap<>();
        Map<Uuid, String> doomed = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        Map<Uuid, String> candidates = names.isPresent() ? named(names.get(), topics, unknown) : all(states);
        candidates.forEach((id, name) -> {
            SortedSet<Integer> indexes = indexes(states, id, topics);
            if (indexes.isEmpty()) {
                unknown.add(name);
            } else {
                partitions.put(id, indexes);
                doomed.put(id, name);
            }
        });
        if (!doomed.isEmpty()) {
            changes.make(new ShareChange.States(groupId, states.doomed(doomed)), effects);
        }
        return new StatesToRemove(ErrorCode.NONE, "", partitions, doomed, unknown);
    }

    /** Nothing is left of these topics. */
    boolean removed(String groupId, Map<Uuid, String> topics, ShareEffects effects) {
        changes.find(groupId)
                .ifPresent(group -> changes.make(
                        new ShareChange.States(groupId, group.states().gone(topics.keySet())), effects));
        return true;
    }

    private static Map<Uuid, String> named(List<String> names, TopicsView topics, List<String> unknown) {
        Map<Uuid, String> found = new LinkedHashMap<>();
        for (String name : names) {
            topics.named(name).ifPresentOrElse(topic -> found.put(topic.id(), name), () -> unknown.add(name));
        }
        return found;
    }

    private static Map<Uuid, String> all(StateTopics states) {
        Map<Uuid, String> all = new TreeMap<>(states.removing());
        states.making().forEach((id, partitions) -> all.put(id, partitions.topic()));
        states.made().forEach((id, partitions) -> all.put(id, partitions.topic()));
        return all;
    }

    private static SortedSet<Integer> indexes(StateTopics states, Uuid id, TopicsView topics) {
        SortedSet<Integer> indexes = new TreeSet<>();
        for (SortedMap<Uuid, StateTopics.Partitions> known : List.of(states.making(), states.made())) {
            StateTopics.Partitions partitions = known.get(id);
            if (partitions != null) {
                indexes.addAll(partitions.indexes());
            }
        }
        if (states.removing().containsKey(id)) {
            // Somebody began and did not end it: which of them are left is not known.
            topics.withId(id)
                    .ifPresent(topic -> IntStream.range(0, topic.partitions()).forEach(index -> indexes.add(index)));
        }
        return indexes;
    }
}

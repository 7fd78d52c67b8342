package io.weir.coordination.group;

import io.weir.coordination.group.GroupCensus.TopicLag;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Counts what the groups of one shard have yet to read. */
final class Census {

    private final OffsetStore offsets;
    private final GroupCensus.Ends ends;

    Census(OffsetStore offsets, GroupCensus.Ends ends) {
        this.offsets = offsets;
        this.ends = ends;
    }

    List<GroupCensus> of(List<ListedGroup> groups) {
        return groups.stream()
                .map(group ->
                        new GroupCensus(group.groupId(), group.groupType(), group.groupState(), lags(group.groupId())))
                .toList();
    }

    private List<TopicLag> lags(String groupId) {
        Map<String, Map<Integer, OffsetEntry>> topics = offsets.topics(groupId);
        List<TopicLag> lags = new ArrayList<>(topics.size());
        topics.forEach((topic, partitions) -> lags.add(lag(topic, partitions)));
        return lags;
    }

    private TopicLag lag(String topic, Map<Integer, OffsetEntry> partitions) {
        long sum = 0;
        long max = 0;
        int unknown = 0;
        for (Map.Entry<Integer, OffsetEntry> entry : partitions.entrySet()) {
            OptionalLong end = ends.endOf(topic, entry.getKey());
            if (end.isEmpty()) {
                unknown++;
            } else {
                // What was committed may lie behind an end that is told later.
                long left = Math.max(0, end.getAsLong() - entry.getValue().offset());
                sum += left;
                max = Math.max(max, left);
            }
        }
        return new TopicLag(topic, sum, max, partitions.size(), unknown);
    }
}

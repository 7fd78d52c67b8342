package io.weir.cli.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/** Reads the lag of many groups: what they have committed, and then where the partitions end. */
public final class LagReader {

    private final Admin admin;
    private final String topic;

    /** Looks at one topic only, unless the name is empty. */
    public LagReader(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Groups that have committed something. */
    public List<GroupLag> read(List<GroupListing> groups) {
        List<GroupLag> lags = new ArrayList<>(
                shared(groups.stream().filter(LagReader::isShare).toList()));
        lags.addAll(committing(groups.stream().filter(group -> !isShare(group)).toList()));
        return lags;
    }

    private static boolean isShare(GroupListing group) {
        return group.type().filter(type -> type == GroupType.SHARE).isPresent();
    }

    /** Share groups commit no offsets: their lag is known to the broker. */
    private List<GroupLag> shared(List<GroupListing> groups) {
        Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> offsets = new ShareGroupReader(admin)
                .offsets(groups.stream().map(GroupListing::groupId).toList());
        List<GroupLag> lags = new ArrayList<>();
        for (GroupListing group : groups) {
            Map<TopicPartition, Long> ofGroup = new HashMap<>();
            offsets.getOrDefault(group.groupId(), Map.of()).forEach((partition, info) -> {
                if (topic.isEmpty() || partition.topic().equals(topic)) {
                    ofGroup.put(partition, info.lag().orElse(0L));
                }
            });
            if (!ofGroup.isEmpty()) {
                lags.add(lag(group, ofGroup));
            }
        }
        return lags;
    }

    /** A group that cannot be asked about must not hide the others: it is there with why. */
    private List<GroupLag> committing(List<GroupListing> groups) {
        CommittedOffsets committed = CommittedOffsets.of(
                admin, groups.stream().map(GroupListing::groupId).toList());
        Set<TopicPartition> all = new HashSet<>();
        groups.forEach(group -> all.addAll(ofTopic(committed, group).keySet()));
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, all, OffsetSpec.latest());
        List<GroupLag> lags = new ArrayList<>();
        committed
                .failures()
                .forEach((group, why) -> lags.add(new GroupLag(group, "unknown (" + why + ")", 0, 0, "", 0)));
        for (GroupListing group : groups) {
            Map<TopicPartition, Long> offsets = ofTopic(committed, group);
            if (!offsets.isEmpty()) {
                lags.add(lag(group, offsets, ends));
            }
        }
        return lags;
    }

    private Map<TopicPartition, Long> ofTopic(CommittedOffsets committed, GroupListing group) {
        Map<TopicPartition, Long> offsets = new HashMap<>(committed.of(group.groupId()));
        offsets.keySet()
                .removeIf(partition -> !topic.isEmpty() && !partition.topic().equals(topic));
        return offsets;
    }

    private static GroupLag lag(
            GroupListing group, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> lags = new HashMap<>();
        committed.forEach((partition, offset) -> {
            long end = ends.getOrDefault(partition, GroupView.UNKNOWN);
            lags.put(partition, end == GroupView.UNKNOWN ? 0 : Math.max(0, end - offset));
        });
        return lag(group, lags);
    }

    private static GroupLag lag(GroupListing group, Map<TopicPartition, Long> lags) {
        long sum = 0;
        long worstLag = 0;
        String worst = "";
        for (Map.Entry<TopicPartition, Long> partition : lags.entrySet()) {
            sum += partition.getValue();
            if (partition.getValue() > worstLag) {
                worstLag = partition.getValue();
                worst = partition.getKey().toString();
            }
        }
        return new GroupLag(
                group.groupId(),
                group.groupState().map(Object::toString).orElse("unknown"),
                sum,
                lags.size(),
                worst,
                worstLag);
    }
}

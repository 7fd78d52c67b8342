package io.weir.cli.group;

import io.weir.cli.client.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/**
 * Reads the lag of many groups, a page of them at a time: for each page one question about offsets to each coordinator and
 * one about ends to each leader, however many groups there are.
 */
public final class LagReader {

    private static final int GROUPS_PER_PAGE = 500;

    private final Admin admin;
    private final String topic;

    /** Looks at one topic only, unless the name is empty. */
    public LagReader(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Groups that have committed something, in the order given. */
    public List<GroupLag> read(List<GroupListing> groups) {
        List<GroupLag> lags = new ArrayList<>();
        for (int from = 0; from < groups.size(); from += GROUPS_PER_PAGE) {
            lags.addAll(readPage(groups.subList(from, Math.min(groups.size(), from + GROUPS_PER_PAGE))));
        }
        return lags;
    }

    private List<GroupLag> readPage(List<GroupListing> groups) {
        List<GroupListing> sharing = groups.stream().filter(LagReader::isShare).toList();
        List<GroupLag> lags = new ArrayList<>(shared(sharing));
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

    private List<GroupLag> committing(List<GroupListing> groups) {
        List<GroupLag> failed = new ArrayList<>();
        Map<String, Map<TopicPartition, Long>> committed = committed(groups, failed);
        Set<TopicPartition> all = new HashSet<>();
        committed.values().forEach(offsets -> all.addAll(offsets.keySet()));
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, all, OffsetSpec.latest());
        List<GroupLag> lags = new ArrayList<>(failed);
        groups.stream()
                .filter(group ->
                        !committed.getOrDefault(group.groupId(), Map.of()).isEmpty())
                .map(group -> lag(group, committed.getOrDefault(group.groupId(), Map.of()), ends))
                .forEach(lags::add);
        return lags;
    }

    /** A group that cannot be asked about must not hide the others: it is among the failed, with why. */
    private Map<String, Map<TopicPartition, Long>> committed(List<GroupListing> groups, List<GroupLag> failed) {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        groups.forEach(group -> specs.put(group.groupId(), new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult answers = admin.listConsumerGroupOffsets(specs);
        Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        for (String group : specs.keySet()) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            try {
                Await.get(answers.partitionsToOffsetAndMetadata(group)).forEach((partition, offset) -> {
                    if (offset != null && (topic.isEmpty() || partition.topic().equals(topic))) {
                        offsets.put(partition, offset.offset());
                    }
                });
            } catch (ApiException e) {
                failed.add(new GroupLag(group, "unknown (" + e.getMessage() + ")", 0, 0, "", 0));
            }
            committed.put(group, offsets);
        }
        return committed;
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

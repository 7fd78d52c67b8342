package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.group.GroupView.MemberView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/** Asks an admin client for everything known about share groups. */
final class ShareGroupReader {

    private static final int GROUPS_PER_PAGE = 500;

    private final Admin admin;

    ShareGroupReader(Admin admin) {
        this.admin = admin;
    }

    /** Empty where there is no share group of this name, or the cluster has none at all. */
    Optional<ShareGroupView> find(String name) {
        try {
            return Optional.of(
                    view(Await.get(admin.describeShareGroups(List.of(name)).describedGroups(), name)));
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    /** How far groups have come, by partition; the broker knows how much is not done with. */
    Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> offsets(List<String> names) {
        Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> offsets = new HashMap<>();
        for (int from = 0; from < names.size(); from += GROUPS_PER_PAGE) {
            Map<String, ListShareGroupOffsetsSpec> specs = new TreeMap<>();
            names.subList(from, Math.min(names.size(), from + GROUPS_PER_PAGE))
                    .forEach(name -> specs.put(name, new ListShareGroupOffsetsSpec()));
            offsets.putAll(Await.get(admin.listShareGroupOffsets(specs).all()));
        }
        return offsets;
    }

    private ShareGroupView view(ShareGroupDescription group) {
        Map<TopicPartition, List<String>> readers = new TreeMap<>(GroupReader.BY_NAME);
        for (ShareMemberDescription member : group.members()) {
            member.assignment()
                    .topicPartitions()
                    .forEach(partition -> readers.computeIfAbsent(partition, _ -> new ArrayList<>())
                            .add(member.consumerId()));
        }
        Map<TopicPartition, SharePartitionOffsetInfo> known = new TreeMap<>(GroupReader.BY_NAME);
        known.putAll(offsets(List.of(group.groupId())).getOrDefault(group.groupId(), Map.of()));
        Map<TopicPartition, ShareGroupView.PartitionView> partitions = new TreeMap<>(GroupReader.BY_NAME);
        readers.forEach((partition, ids) ->
                partitions.put(partition, partition(partition, Optional.ofNullable(known.get(partition)), ids)));
        known.forEach((partition, info) ->
                partitions.computeIfAbsent(partition, _ -> partition(partition, Optional.of(info), List.of())));
        return new ShareGroupView(
                group.groupId(),
                group.groupState().toString(),
                GroupReader.coordinator(group.coordinator()),
                group.members().stream()
                        .map(member -> new MemberView(member.consumerId(), member.clientId(), member.host()))
                        .toList(),
                List.copyOf(partitions.values()));
    }

    private static ShareGroupView.PartitionView partition(
            TopicPartition partition, Optional<SharePartitionOffsetInfo> info, List<String> readers) {
        return new ShareGroupView.PartitionView(
                partition.topic(),
                partition.partition(),
                info.map(SharePartitionOffsetInfo::startOffset).orElse(GroupView.UNKNOWN),
                info.flatMap(SharePartitionOffsetInfo::lag).orElse(GroupView.UNKNOWN),
                readers);
    }
}

package io.weir.console.groups;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.metadata.image.PartitionImage;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far groups are, and where partitions begin and end: one question to each broker, however many groups there are. */
final class Places {

    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final BrokerView broker;
    private final Clients clients;

    Places(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    /** How far these groups are; a group that cannot be asked about is not among them. */
    Map<String, Map<TopicPartition, Place>> of(Collection<GroupListing> groups) {
        Map<String, Map<TopicPartition, Place>> places = new HashMap<>();
        Map<Boolean, List<String>> byKind = groups.stream()
                .collect(Collectors.partitioningBy(
                        group -> Kind.of(group) == Kind.SHARE,
                        Collectors.mapping(GroupListing::groupId, Collectors.toList())));
        committed(byKind.getOrDefault(false, List.of()), places);
        shared(byKind.getOrDefault(true, List.of()), places);
        return places;
    }

    private void committed(List<String> groups, Map<String, Map<TopicPartition, Place>> places) {
        if (groups.isEmpty()) {
            return;
        }
        var answers = clients.begin(admin -> admin.listConsumerGroupOffsets(
                groups.stream().collect(Collectors.toMap(name -> name, _ -> new ListConsumerGroupOffsetsSpec()))));
        for (String group : groups) {
            clients.known(answers.partitionsToOffsetAndMetadata(group)).ifPresent(offsets -> {
                Map<TopicPartition, Place> ofGroup = new HashMap<>();
                offsets.forEach((partition, offset) -> {
                    if (offset != null) {
                        ofGroup.put(partition, new Place(offset.offset(), offset.metadata(), OptionalLong.empty()));
                    }
                });
                places.put(group, ofGroup);
            });
        }
    }

    private void shared(List<String> groups, Map<String, Map<TopicPartition, Place>> places) {
        if (groups.isEmpty()) {
            return;
        }
        var answers = clients.begin(admin -> admin.listShareGroupOffsets(
                groups.stream().collect(Collectors.toMap(name -> name, _ -> new ListShareGroupOffsetsSpec()))));
        for (String group : groups) {
            clients.known(answers.partitionsToOffsetInfo(group)).ifPresent(offsets -> {
                Map<TopicPartition, Place> ofGroup = new HashMap<>();
                offsets.forEach((partition, info) -> {
                    if (info != null) {
                        OptionalLong left = info.lag().map(OptionalLong::of).orElse(OptionalLong.empty());
                        ofGroup.put(partition, new Place(info.startOffset(), "", left));
                    }
                });
                places.put(group, ofGroup);
            });
        }
    }

    /** The offset after the last record; partitions that nobody leads, or that are gone, are not among them. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** An offset of each of these partitions that has a leader. */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Set<TopicPartition> led =
                new HashSet<>(partitions.stream().filter(this::isLed).toList());
        ListOffsetsResult answers = clients.begin(
                admin -> admin.listOffsets(led.stream().collect(Collectors.toMap(partition -> partition, _ -> spec))));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : led) {
            clients.known(answers.partitionResult(partition))
                    .ifPresent(answer -> offsets.put(partition, answer.offset()));
        }
        return offsets;
    }

    private boolean isLed(TopicPartition partition) {
        return broker.image()
                .topics()
                .partition(partition.topic(), partition.partition())
                .map(PartitionImage::leader)
                .filter(leader -> leader >= 0)
                .isPresent();
    }

    /** What is known of a partition. */
    static OptionalLong in(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        return offset == null || offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}

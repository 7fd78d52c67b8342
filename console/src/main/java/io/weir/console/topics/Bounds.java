package io.weir.console.topics;

import io.weir.console.client.Clients;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where partitions of a topic begin and end, by their numbers: those whose leaders say so soon. */
record Bounds(Map<Integer, Long> firsts, Map<Integer, Long> ends) {

    static Bounds ask(Clients clients, TopicImage topic, List<PartitionImage> partitions) {
        List<TopicPartition> led = partitions.stream()
                .filter(partition -> partition.leader() >= 0)
                .map(partition -> new TopicPartition(topic.name(), partition.partitionId()))
                .toList();
        // Both are asked for before either is waited for.
        ListOffsetsResult firsts = begin(clients, led, OffsetSpec.earliest());
        ListOffsetsResult ends = begin(clients, led, OffsetSpec.latest());
        return new Bounds(offsets(clients, firsts, led), offsets(clients, ends, led));
    }

    private static ListOffsetsResult begin(Clients clients, List<TopicPartition> partitions, OffsetSpec spec) {
        return clients.begin(admin ->
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec))));
    }

    private static Map<Integer, Long> offsets(
            Clients clients, ListOffsetsResult answers, List<TopicPartition> partitions) {
        Map<Integer, KafkaFuture<ListOffsetsResultInfo>> awaited = new HashMap<>();
        partitions.forEach(partition -> awaited.put(partition.partition(), answers.partitionResult(partition)));
        Map<Integer, Long> offsets = new HashMap<>();
        clients.soon(awaited).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** The offset of the first record that is kept. */
    OptionalLong first(int partition) {
        return of(firsts, partition);
    }

    /** The offset after the last record that can be read. */
    OptionalLong end(int partition) {
        return of(ends, partition);
    }

    /** From the first offset to the last of these partitions; empty where it is not known of all. */
    OptionalLong span(List<PartitionImage> partitions) {
        long sum = 0;
        for (PartitionImage partition : partitions) {
            OptionalLong first = first(partition.partitionId());
            OptionalLong end = end(partition.partitionId());
            if (first.isEmpty() || end.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += end.getAsLong() - first.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static OptionalLong of(Map<Integer, Long> offsets, int partition) {
        Long offset = offsets.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}

package io.weir.console.transactions;

import io.weir.console.client.Clients;
import io.weir.console.groups.Readers;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks leaders about the partitions of a transaction, and coordinators who reads them. */
final class Parts {

    private static final int GROUPS_NAMED = 20;

    private final Clients clients;
    private final Readers readers;

    Parts(Clients clients) {
        this.clients = clients;
        this.readers = new Readers(clients);
    }

    List<Part> of(TransactionDescription transaction) {
        List<TopicPartition> partitions = transaction.topicPartitions().stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
        if (partitions.isEmpty()) {
            return List.of();
        }
        DescribeProducersResult producers = clients.begin(admin -> admin.describeProducers(partitions));
        ListOffsetsResult stable = ends(partitions, IsolationLevel.READ_COMMITTED);
        ListOffsetsResult ends = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, SortedSet<String>> groups = readers.of(partitions);
        return partitions.stream()
                .map(partition -> new Part(
                        partition.topic(),
                        partition.partition(),
                        firstOffset(producers, partition, transaction.producerId()),
                        offset(stable, partition),
                        offset(ends, partition),
                        groups.getOrDefault(partition, Collections.emptySortedSet()).stream()
                                .limit(GROUPS_NAMED)
                                .toList()))
                .toList();
    }

    private ListOffsetsResult ends(List<TopicPartition> partitions, IsolationLevel isolation) {
        return clients.begin(admin -> admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())),
                new ListOffsetsOptions(isolation)));
    }

    private OptionalLong offset(ListOffsetsResult answers, TopicPartition partition) {
        return clients.known(answers.partitionResult(partition))
                .map(answer -> OptionalLong.of(answer.offset()))
                .orElse(OptionalLong.empty());
    }

    private OptionalLong firstOffset(DescribeProducersResult answers, TopicPartition partition, long producerId) {
        return clients.known(answers.partitionResult(partition)).stream()
                .flatMap(answer -> answer.activeProducers().stream())
                .filter(producer -> producer.producerId() == producerId)
                .flatMapToLong(producer -> producer.currentTransactionStartOffset().stream())
                .findFirst();
    }
}

package io.weir.cli.txn;

import static java.util.stream.Collectors.groupingBy;

import io.weir.cli.client.Await;
import io.weir.cli.wire.DirectRequests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Finds transactions that are open in partitions, which of them their coordinator knows of, and who began them. */
final class OpenTransactions {

    private record Found(TopicPartition partition, ProducerState producer) {

        Started started() {
            return new Started(partition, producer.producerId(), producer.currentTransactionStartOffset());
        }
    }

    /** What tells one transaction from the next of the same producer. */
    private record Started(TopicPartition partition, long producerId, OptionalLong firstOffset) {}

    private record Known(String transactionalId, TransactionDescription transaction) {}

    private final Admin admin;
    private final DirectRequests requests;

    OpenTransactions(Admin admin, DirectRequests requests) {
        this.admin = admin;
        this.requests = requests;
    }

    /** All partitions of these topics, or of all topics when none are named. */
    List<TopicPartition> partitions(Collection<String> topics) {
        Collection<String> names = topics.isEmpty()
                ? Await.get(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                : topics;
        return topics(names).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** The transactions open in these partitions, the one that has been silent for longest at first. */
    List<OpenTransaction> in(Collection<TopicPartition> partitions) {
        List<Found> found = find(partitions);
        if (found.isEmpty()) {
            return List.of();
        }
        Map<Long, Known> known = known();
        Map<Found, String> ids = new LinkedHashMap<>();
        found.forEach(open -> ids.put(open, transactionalId(open, known)));
        // One that has ended between the two questions is open to the first and unknown to the second: it does not
        // hang.
        Set<Started> stillOpen =
                find(partitionsWithoutId(ids)).stream().map(Found::started).collect(Collectors.toSet());
        ids.keySet().removeIf(open -> ids.getOrDefault(open, "").isEmpty() && !stillOpen.contains(open.started()));
        Origins origins = origins(ids.keySet());
        return ids.entrySet().stream()
                .map(open -> new OpenTransaction(
                        open.getKey().partition,
                        open.getKey().producer,
                        open.getValue(),
                        origins.of(
                                open.getKey().partition, open.getKey().producer.producerId())))
                .sorted(Comparator.comparingLong(open -> open.producer().lastTimestamp()))
                .toList();
    }

    private static String transactionalId(Found open, Map<Long, Known> known) {
        return Optional.ofNullable(known.get(open.producer.producerId()))
                .filter(one -> one.transaction.topicPartitions().contains(open.partition))
                .map(Known::transactionalId)
                .orElse("");
    }

    private static Set<TopicPartition> partitionsWithoutId(Map<Found, String> ids) {
        return ids.entrySet().stream()
                .filter(open -> open.getValue().isEmpty())
                .map(open -> open.getKey().partition)
                .collect(Collectors.toSet());
    }

    private List<Found> find(Collection<TopicPartition> partitions) {
        List<Found> found = new ArrayList<>();
        if (!partitions.isEmpty()) {
            DescribeProducersResult answers = admin.describeProducers(partitions);
            for (TopicPartition partition : partitions) {
                Await.get(answers.partitionResult(partition)).activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> found.add(new Found(partition, producer)));
            }
        }
        return found;
    }

    private Map<Long, Known> known() {
        List<String> ids = Await.get(admin.listTransactions().all()).stream()
                .map(TransactionListing::transactionalId)
                .toList();
        DescribeTransactionsResult answers = admin.describeTransactions(ids);
        Map<Long, Known> known = new HashMap<>();
        for (String id : ids) {
            try {
                TransactionDescription transaction = Await.get(answers.description(id));
                known.put(transaction.producerId(), new Known(id, transaction));
            } catch (TransactionalIdNotFoundException e) {
                // It has expired since it was listed, so it has no open transaction.
            }
        }
        return known;
    }

    private Origins origins(Collection<Found> found) {
        Set<TopicPartition> partitions = new HashSet<>();
        found.forEach(open -> partitions.add(open.partition));
        Map<TopicPartition, Node> leaders = new HashMap<>();
        topics(partitions.stream().map(TopicPartition::topic).distinct().toList())
                .values()
                .forEach(topic -> topic.partitions().forEach(partition -> {
                    Node leader = partition.leader();
                    if (leader != null) {
                        leaders.put(new TopicPartition(topic.name(), partition.partition()), leader);
                    }
                }));
        Map<Node, List<TopicPartition>> byLeader =
                partitions.stream().filter(leaders::containsKey).collect(groupingBy(leaders::get));
        Origins origins = new Origins(requests);
        byLeader.forEach(origins::ask);
        return origins;
    }

    private Map<String, TopicDescription> topics(Collection<String> names) {
        return Await.get(admin.describeTopics(names).allTopicNames());
    }
}

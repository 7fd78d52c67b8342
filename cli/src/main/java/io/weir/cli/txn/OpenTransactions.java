package io.weir.cli.txn;

import static java.util.stream.Collectors.groupingBy;

import io.weir.cli.client.Await;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Finds transactions that are open in partitions, which of them their coordinator knows of, and who began them. */
final class OpenTransactions {

    private record Found(TopicPartition partition, ProducerState producer) {}

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
        Origins origins = origins(found);
        return found.stream()
                .map(open -> new OpenTransaction(
                        open.partition,
                        open.producer,
                        Optional.ofNullable(known.get(open.producer.producerId()))
                                .filter(one -> one.transaction.topicPartitions().contains(open.partition))
                                .map(Known::transactionalId)
                                .orElse(""),
                        origins.of(open.partition, open.producer.producerId())))
                .sorted(Comparator.comparingLong(open -> open.producer().lastTimestamp()))
                .toList();
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
        Map<Long, Known> known = new HashMap<>();
        Await.get(admin.describeTransactions(ids).all())
                .forEach((id, transaction) -> known.put(transaction.producerId(), new Known(id, transaction)));
        return known;
    }

    private Origins origins(List<Found> found) {
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

package io.weir.cli.txn;

import io.weir.cli.client.Await;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/** Finds transactions that are open in partitions, and which of them their coordinator knows of. */
final class OpenTransactions {

    private final Admin admin;

    OpenTransactions(Admin admin) {
        this.admin = admin;
    }

    /** All partitions of these topics, or of all topics when none are named. */
    List<TopicPartition> partitions(Collection<String> topics) {
        Collection<String> names = topics.isEmpty()
                ? Await.get(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                : topics;
        return Await.get(admin.describeTopics(names).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** The transactions open in these partitions, the one that began first at first. */
    List<OpenTransaction> in(List<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return List.of();
        }
        List<OpenTransaction> open = new ArrayList<>();
        Map<Long, TransactionDescription> known = new HashMap<>();
        Map<Long, String> ids = new HashMap<>();
        DescribeProducersResult producers = admin.describeProducers(partitions);
        for (TopicPartition partition : partitions) {
            for (ProducerState producer :
                    Await.get(producers.partitionResult(partition)).activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()) {
                    if (ids.isEmpty()) {
                        readCoordinators(known, ids);
                    }
                    TransactionDescription transaction = known.get(producer.producerId());
                    boolean isKnown =
                            transaction != null && transaction.topicPartitions().contains(partition);
                    open.add(new OpenTransaction(
                            partition, producer, isKnown ? ids.getOrDefault(producer.producerId(), "") : ""));
                }
            }
        }
        open.sort(Comparator.comparingLong(transaction -> transaction.producer().lastTimestamp()));
        return open;
    }

    private void readCoordinators(Map<Long, TransactionDescription> known, Map<Long, String> ids) {
        for (TransactionListing listing : Await.get(admin.listTransactions().all())) {
            ids.put(listing.producerId(), listing.transactionalId());
        }
        Await.get(admin.describeTransactions(ids.values()).all())
                .forEach((id, transaction) -> known.put(transaction.producerId(), transaction));
    }
}

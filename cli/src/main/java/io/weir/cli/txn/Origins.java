package io.weir.cli.txn;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.weir.cli.wire.DirectRequests;
import io.weir.protocol.extension.TransactionOrigin;
import io.weir.protocol.messages.DescribeProducersRequest;
import io.weir.protocol.messages.DescribeProducersRequest.TopicRequest;
import io.weir.protocol.messages.DescribeProducersResponse;
import io.weir.protocol.types.MalformedMessageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who began the transactions that are open in partitions: Weir's brokers tell, Kafka's do not. */
final class Origins {

    private static final Logger LOG = LoggerFactory.getLogger(Origins.class);
    private static final int VERSION = 0;

    private record Writer(TopicPartition partition, long producerId) {}

    private final DirectRequests requests;
    private final Map<Writer, TransactionOrigin> known = new HashMap<>();

    Origins(DirectRequests requests) {
        this.requests = requests;
    }

    /** Asks the leader of these partitions. Without an answer nothing is known: it is an extra. */
    void ask(Node leader, List<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = partitions.stream()
                .collect(groupingBy(TopicPartition::topic, mapping(TopicPartition::partition, toList())));
        DescribeProducersRequest request = DescribeProducersRequest.builder()
                .topics(byTopic.entrySet().stream()
                        .map(topic -> TopicRequest.builder()
                                .name(topic.getKey())
                                .partitionIndexes(topic.getValue())
                                .build())
                        .toList())
                .build();
        try {
            take(requests.ask(leader, request, VERSION, DescribeProducersResponse::read));
        } catch (IOException | MalformedMessageException e) {
            LOG.debug("{} does not tell who writes", leader, e);
        }
    }

    Optional<TransactionOrigin> of(TopicPartition partition, long producerId) {
        return Optional.ofNullable(known.get(new Writer(partition, producerId)));
    }

    private void take(DescribeProducersResponse answer) {
        answer.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> partition
                                .activeProducers()
                                .forEach(producer -> TransactionOrigin.in(producer.unknownTaggedFields())
                                        .ifPresent(origin -> known.put(
                                                new Writer(
                                                        new TopicPartition(topic.name(), partition.partitionIndex()),
                                                        producer.producerId()),
                                                origin)))));
    }
}

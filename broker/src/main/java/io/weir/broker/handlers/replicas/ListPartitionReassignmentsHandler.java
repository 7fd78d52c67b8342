package io.weir.broker.handlers.replicas;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.metadata.image.TopicsImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListPartitionReassignmentsRequest;
import io.weir.protocol.messages.ListPartitionReassignmentsRequest.ListPartitionReassignmentsTopics;
import io.weir.protocol.messages.ListPartitionReassignmentsResponse;
import io.weir.protocol.messages.ListPartitionReassignmentsResponse.OngoingPartitionReassignment;
import io.weir.protocol.messages.ListPartitionReassignmentsResponse.OngoingTopicReassignment;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Tells which partitions are on their way to other brokers (KIP-455). Those that are not, and those that are missing, are left out. */
public final class ListPartitionReassignmentsHandler
        implements RequestHandler<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse> {

    private final Cluster cluster;

    public ListPartitionReassignmentsHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_PARTITION_REASSIGNMENTS;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.DESCRIBE);
    }

    @Override
    public CompletableFuture<ListPartitionReassignmentsResponse> handle(
            RequestContext context, ListPartitionReassignmentsRequest request) {
        TopicsImage topics = cluster.image().topics();
        List<ListPartitionReassignmentsTopics> asked = request.topics();
        List<OngoingTopicReassignment> ongoing = new ArrayList<>();
        if (asked == null) {
            topics.all().forEach(topic -> add(ongoing, topic, topic.partitions().stream()));
        } else {
            asked.forEach(wanted -> topics.named(wanted.name())
                    .ifPresent(topic -> add(
                            ongoing,
                            topic,
                            wanted.partitionIndexes().stream()
                                    .map(topic::partition)
                                    .flatMap(Optional::stream))));
        }
        return CompletableFuture.completedFuture(ListPartitionReassignmentsResponse.builder()
                .errorMessage(null)
                .topics(ongoing)
                .build());
    }

    @Override
    public ListPartitionReassignmentsResponse refuse(
            ListPartitionReassignmentsRequest request, int version, ErrorCode error) {
        return ListPartitionReassignmentsResponse.builder()
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }

    private static void add(
            List<OngoingTopicReassignment> ongoing, TopicImage topic, Stream<PartitionImage> partitions) {
        List<OngoingPartitionReassignment> moving = partitions
                .filter(partition -> partition.reassignment().isInProgress())
                .map(partition -> OngoingPartitionReassignment.builder()
                        .partitionIndex(partition.partitionId())
                        .replicas(partition.replicas())
                        .addingReplicas(partition.reassignment().adding())
                        .removingReplicas(partition.reassignment().removing())
                        .build())
                .toList();
        if (!moving.isEmpty()) {
            ongoing.add(OngoingTopicReassignment.builder()
                    .name(topic.name())
                    .partitions(moving)
                    .build());
        }
    }
}

package io.weir.broker.handlers.data;

import io.weir.broker.partition.OffsetLookup;
import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.log.error.LogException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.protocol.messages.ListOffsetsResponse;
import io.weir.protocol.messages.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.weir.protocol.messages.ListOffsetsResponse.ListOffsetsTopicResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Finds offsets: the earliest, the latest, that of the largest timestamp, or the first at or after a timestamp. */
public final class ListOffsetsHandler implements RequestHandler<ListOffsetsRequest, ListOffsetsResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);
    private static final int READ_COMMITTED = 1;
    private static final long EARLIEST = -2;
    private static final int FIRST_VERSION_WITH_OFFSET_NOT_AVAILABLE = 5;
    private static final int CONSUMER = -1;
    private static final int FIRST_VERSION_WITH_LEADER_EPOCH = 4;
    private static final int NO_EPOCH = -1;

    private final Partitions partitions;

    public ListOffsetsHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_OFFSETS;
    }

    @Override
    public boolean answersInTurn() {
        return true;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<ListOffsetsResponse> handle(RequestContext context, ListOffsetsRequest request) {
        if (request.isolationLevel() < 0 || request.isolationLevel() > READ_COMMITTED) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
        }
        Set<Place> seen = new HashSet<>();
        Set<Place> twice = request.topics().stream()
                .flatMap(topic -> topic.partitions().stream().map(p -> new Place(topic.name(), p.partitionIndex())))
                .filter(place -> !seen.add(place))
                .collect(Collectors.toSet());
        List<ListOffsetsTopicResponse> topics = request.topics().stream()
                .map(topic -> answer(
                        topic,
                        topic.partitions().stream()
                                .map(partition -> twice.contains(new Place(topic.name(), partition.partitionIndex()))
                                        ? failed(partition, ErrorCode.INVALID_REQUEST)
                                        : find(context, request, topic, partition))
                                .toList()))
                .toList();
        return CompletableFuture.completedFuture(
                ListOffsetsResponse.builder().topics(topics).build());
    }

    @Override
    public ListOffsetsResponse refuse(ListOffsetsRequest request, int version, ErrorCode error) {
        return ListOffsetsResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> answer(
                                topic,
                                topic.partitions().stream()
                                        .map(partition -> failed(partition, error))
                                        .toList()))
                        .toList())
                .build();
    }

    private ListOffsetsPartitionResponse find(
            RequestContext context, ListOffsetsRequest request, ListOffsetsTopic topic, ListOffsetsPartition asked) {
        if (!context.permits(DESCRIBE_TOPIC, topic.name())) {
            return failed(asked, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        }
        if (!OffsetLookup.isKnown(asked.timestamp(), context.version())) {
            return failed(asked, ErrorCode.UNSUPPORTED_VERSION);
        }
        Partition partition = partitions.find(topic.name(), asked.partitionIndex());
        if (partition == null) {
            return failed(asked, partitions.whyNotHere(topic.name(), asked.partitionIndex()));
        }
        ErrorCode epochError = partition.checkLeaderEpoch(asked.currentLeaderEpoch());
        if (epochError != ErrorCode.NONE) {
            return failed(asked, epochError);
        }
        try {
            if (request.replicaId() == CONSUMER
                    && asked.timestamp() != EARLIEST
                    && partition.others().mayLieBack()) {
                // A new leader does not know yet what the one before has shown (KIP-207).
                return failed(
                        asked,
                        context.version() >= FIRST_VERSION_WITH_OFFSET_NOT_AVAILABLE
                                ? ErrorCode.OFFSET_NOT_AVAILABLE
                                : ErrorCode.LEADER_NOT_AVAILABLE);
            }
            OffsetLookup.Found found = OffsetLookup.find(partition, asked.timestamp(), bound(request, partition));
            return found(asked, found, context.version());
        } catch (LogException e) {
            return failed(asked, e.errorCode());
        }
    }

    /** What the asker may know of: consumers what they can read, anyone else the whole log. */
    private static long bound(ListOffsetsRequest request, Partition partition) {
        if (request.replicaId() != CONSUMER) {
            return partition.logEndOffset();
        }
        return request.isolationLevel() == READ_COMMITTED
                ? partition.lastStableOffset()
                : partition.highWatermark().offset();
    }

    private static ListOffsetsPartitionResponse found(
            ListOffsetsPartition asked, OffsetLookup.Found found, int version) {
        return ListOffsetsPartitionResponse.builder()
                .partitionIndex(asked.partitionIndex())
                .timestamp(found.timestampMs())
                .offset(found.offset())
                .leaderEpoch(version >= FIRST_VERSION_WITH_LEADER_EPOCH ? found.leaderEpoch() : NO_EPOCH)
                .build();
    }

    private static ListOffsetsPartitionResponse failed(ListOffsetsPartition asked, ErrorCode error) {
        return ListOffsetsPartitionResponse.builder()
                .partitionIndex(asked.partitionIndex())
                .errorCode(error.code())
                .build();
    }

    private static ListOffsetsTopicResponse answer(
            ListOffsetsTopic topic, List<ListOffsetsPartitionResponse> partitions) {
        return ListOffsetsTopicResponse.builder()
                .name(topic.name())
                .partitions(partitions)
                .build();
    }

    private record Place(String topic, int partition) {}
}

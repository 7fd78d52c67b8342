package io.weir.broker.handlers.quorum;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.Quorum;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeQuorumRequest;
import io.weir.protocol.messages.DescribeQuorumResponse;
import io.weir.protocol.messages.DescribeQuorumResponse.Listener;
import io.weir.protocol.messages.DescribeQuorumResponse.Node;
import io.weir.protocol.messages.DescribeQuorumResponse.PartitionData;
import io.weir.protocol.messages.DescribeQuorumResponse.ReplicaState;
import io.weir.protocol.messages.DescribeQuorumResponse.TopicData;
import io.weir.protocol.types.ErrorCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells who keeps the metadata, who leads them, and how far each is (KIP-595, KIP-836). */
public final class DescribeQuorumHandler implements RequestHandler<DescribeQuorumRequest, DescribeQuorumResponse> {

    private static final String TOPIC = "__cluster_metadata";
    private static final String LISTENER = "CONTROLLER";
    private static final int FIRST_VERSION_WITH_NODES = 2;
    private static final long UNKNOWN_MS = -1;

    private final Cluster cluster;
    private final InstantSource clock;

    public DescribeQuorumHandler(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_QUORUM;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.DESCRIBE);
    }

    @Override
    public CompletableFuture<DescribeQuorumResponse> handle(RequestContext context, DescribeQuorumRequest request) {
        if (!asksForMetadataAlone(request)) {
            return CompletableFuture.completedFuture(unknown(request));
        }
        return cluster.quorum().view().thenApply(view -> answer(view, context.version()));
    }

    @Override
    public DescribeQuorumResponse refuse(DescribeQuorumRequest request, int version, ErrorCode error) {
        return DescribeQuorumResponse.builder()
                .errorCode(error.code())
                .errorMessage(version >= FIRST_VERSION_WITH_NODES ? error.defaultMessage() : null)
                .build();
    }

    private static boolean asksForMetadataAlone(DescribeQuorumRequest request) {
        return request.topics().size() == 1
                && request.topics().getFirst().topicName().equals(TOPIC)
                && request.topics().getFirst().partitions().size() == 1
                && request.topics().getFirst().partitions().getFirst().partitionIndex() == 0;
    }

    private static DescribeQuorumResponse unknown(DescribeQuorumRequest request) {
        return DescribeQuorumResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> TopicData.builder()
                                .topicName(topic.topicName())
                                .partitions(topic.partitions().stream()
                                        .map(partition -> PartitionData.builder()
                                                .partitionIndex(partition.partitionIndex())
                                                .errorCode(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code())
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private DescribeQuorumResponse answer(Quorum.View view, int version) {
        DescribeQuorumResponse.Builder response = DescribeQuorumResponse.builder()
                .topics(List.of(TopicData.builder()
                        .topicName(TOPIC)
                        .partitions(List.of(PartitionData.builder()
                                .leaderId(view.leader())
                                .leaderEpoch(view.epoch())
                                .highWatermark(view.highWatermark())
                                .currentVoters(states(view, true, version))
                                .observers(states(view, false, version))
                                .build()))
                        .build()));
        if (version >= FIRST_VERSION_WITH_NODES) {
            response.nodes(view.replicas().stream()
                    .filter(replica -> replica.votes() && !replica.address().isEmpty())
                    .map(DescribeQuorumHandler::node)
                    .toList());
        }
        return response.build();
    }

    private List<ReplicaState> states(Quorum.View view, boolean vote, int version) {
        long now = clock.millis();
        return view.replicas().stream()
                .filter(replica -> replica.votes() == vote)
                .map(replica -> state(view, replica, version > 0 ? now : UNKNOWN_MS))
                .toList();
    }

    private static ReplicaState state(Quorum.View view, Quorum.Replica replica, long nowMs) {
        boolean wasHeard = nowMs != UNKNOWN_MS && replica.silentMs() <= nowMs;
        long heardMs = wasHeard ? nowMs - replica.silentMs() : UNKNOWN_MS;
        return ReplicaState.builder()
                .replicaId(replica.nodeId())
                .logEndOffset(replica.logEnd())
                .lastFetchTimestamp(heardMs)
                .lastCaughtUpTimestamp(replica.logEnd() >= view.highWatermark() ? heardMs : UNKNOWN_MS)
                .build();
    }

    private static Node node(Quorum.Replica replica) {
        int colon = replica.address().lastIndexOf(':');
        return Node.builder()
                .nodeId(replica.nodeId())
                .listeners(List.of(Listener.builder()
                        .name(LISTENER)
                        .host(replica.address().substring(0, colon))
                        .port(Integer.parseInt(replica.address().substring(colon + 1)))
                        .build()))
                .build();
    }
}

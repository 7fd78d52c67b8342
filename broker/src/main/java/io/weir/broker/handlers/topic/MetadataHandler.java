package io.weir.broker.handlers.topic;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.messages.MetadataRequest.MetadataRequestTopic;
import io.weir.protocol.messages.MetadataResponse;
import io.weir.protocol.messages.MetadataResponse.MetadataResponseBroker;
import io.weir.protocol.messages.MetadataResponse.MetadataResponseTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells which brokers there are and who leads what, and creates topics that are asked for and may be created so.
 *
 * <p>Where Kafka answers LEADER_NOT_AVAILABLE while a topic is being created, this waits the moment it takes.
 */
public final class MetadataHandler implements RequestHandler<MetadataRequest, MetadataResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);
    private static final Access CREATE_TOPIC = Access.of(Operation.CREATE, ResourceType.TOPIC);
    private static final Access CREATE_IN_CLUSTER = Access.of(Operation.CREATE, ResourceType.CLUSTER);
    private static final Access DESCRIBE_CLUSTER = Access.of(Operation.DESCRIBE, ResourceType.CLUSTER);

    private static final int LAST_VERSION_WHERE_EMPTY_MEANS_ALL = 0;

    /** Versions 10 and 11 have topic ids in requests, but nobody may use them. */
    private static final int FIRST_VERSION_WITH_IDS_ALONE = 12;

    private final Cluster cluster;
    private final Partitions partitions;

    public MetadataHandler(Cluster cluster, Partitions partitions) {
        this.cluster = cluster;
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.METADATA;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_TOPIC, CREATE_TOPIC, CREATE_IN_CLUSTER, DESCRIBE_CLUSTER);
    }

    @Override
    public CompletableFuture<MetadataResponse> handle(RequestContext context, MetadataRequest request) {
        if (context.version() < FIRST_VERSION_WITH_IDS_ALONE && isNameLeftOut(request)) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
        }
        Set<String> missing = missingTopics(context, request);
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(answer(context, request));
        }
        return cluster.createTopics(missing).thenApply(_ -> answer(context, request));
    }

    @Override
    public MetadataResponse refuse(MetadataRequest request, int version, ErrorCode error) {
        List<MetadataRequestTopic> topics = request.topics();
        return MetadataResponse.builder()
                .errorCode(error.code())
                .topics(
                        topics == null
                                ? List.of()
                                : topics.stream()
                                        .map(topic -> failed(error, topic.name(), topic.topicId(), version))
                                        .toList())
                .build();
    }

    private static boolean isNameLeftOut(MetadataRequest request) {
        List<MetadataRequestTopic> topics = request.topics();
        return topics != null && topics.stream().anyMatch(topic -> topic.name() == null);
    }

    /** What is to be created before the answer: named, unknown, and allowed by request, broker and authorizer. */
    private Set<String> missingTopics(RequestContext context, MetadataRequest request) {
        List<MetadataRequestTopic> topics = request.topics();
        Set<String> missing = new LinkedHashSet<>();
        if (topics == null || !request.allowAutoTopicCreation() || !cluster.createsTopicsOnDemand()) {
            return missing;
        }
        MetadataImage image = cluster.image();
        for (MetadataRequestTopic topic : topics) {
            String name = topic.name();
            if (name != null
                    && topic.topicId().equals(Uuid.ZERO)
                    && image.topics().named(name).isEmpty()
                    && context.permits(DESCRIBE_TOPIC, name)
                    && mayCreate(context, name)) {
                missing.add(name);
            }
        }
        return missing;
    }

    private static boolean mayCreate(RequestContext context, String topic) {
        return context.permitsOnCluster(Operation.CREATE) || context.permits(CREATE_TOPIC, topic);
    }

    private MetadataResponse answer(RequestContext context, MetadataRequest request) {
        MetadataImage image = cluster.image();
        MetadataResponse.Builder response = MetadataResponse.builder()
                .brokers(brokers(context, image))
                .clusterId(image.clusterId())
                .controllerId(cluster.controllerId())
                .topics(topics(context, request, image));
        if (request.includeClusterAuthorizedOperations()) {
            response.clusterAuthorizedOperations(
                    context.permitsOnCluster(Operation.DESCRIBE)
                            ? context.authorizedOperations(ResourceType.CLUSTER, ResourceType.CLUSTER_NAME)
                            : 0);
        }
        return response.build();
    }

    private static List<MetadataResponseBroker> brokers(RequestContext context, MetadataImage image) {
        List<MetadataResponseBroker> brokers = new ArrayList<>();
        image.cluster()
                .liveBrokers()
                .forEach(broker -> broker.endpoint(context.peer().listener())
                        .ifPresent(endpoint -> brokers.add(MetadataResponseBroker.builder()
                                .nodeId(broker.nodeId())
                                .host(endpoint.host())
                                .port(endpoint.port())
                                .rack(broker.rack().orElse(null))
                                .build())));
        return brokers;
    }

    private List<MetadataResponseTopic> topics(RequestContext context, MetadataRequest request, MetadataImage image) {
        List<MetadataRequestTopic> asked = request.topics();
        if (asked == null || (asked.isEmpty() && context.version() <= LAST_VERSION_WHERE_EMPTY_MEANS_ALL)) {
            return permitted(context, request, image.topics().all());
        }
        List<MetadataResponseTopic> topics = new ArrayList<>(asked.size());
        for (MetadataRequestTopic topic : new LinkedHashSet<>(asked)) {
            topics.add(
                    topic.topicId().equals(Uuid.ZERO)
                            ? byName(context, request, image, topic.name())
                            : byId(context, request, image, topic.topicId()));
        }
        return topics;
    }

    private List<MetadataResponseTopic> permitted(
            RequestContext context, MetadataRequest request, Collection<TopicImage> all) {
        return all.stream()
                .filter(topic -> context.permits(DESCRIBE_TOPIC, topic.name()))
                .map(topic -> found(context, request, topic))
                .toList();
    }

    private MetadataResponseTopic byName(
            RequestContext context, MetadataRequest request, MetadataImage image, @Nullable String name) {
        if (name == null) {
            return failed(ErrorCode.INVALID_REQUEST, "", Uuid.ZERO, context.version());
        }
        // Whoever may not describe a topic is not told whether it exists.
        if (!context.permits(DESCRIBE_TOPIC, name)) {
            return failed(ErrorCode.TOPIC_AUTHORIZATION_FAILED, name, Uuid.ZERO, context.version());
        }
        TopicImage topic = image.topics().named(name).orElse(null);
        if (topic != null) {
            return found(context, request, topic);
        }
        boolean denied =
                request.allowAutoTopicCreation() && cluster.createsTopicsOnDemand() && !mayCreate(context, name);
        return failed(
                denied ? ErrorCode.TOPIC_AUTHORIZATION_FAILED : cluster.whyMissing(name),
                name,
                Uuid.ZERO,
                context.version());
    }

    private MetadataResponseTopic byId(RequestContext context, MetadataRequest request, MetadataImage image, Uuid id) {
        TopicImage topic = image.topics().withId(id).orElse(null);
        if (topic == null) {
            return failed(ErrorCode.UNKNOWN_TOPIC_ID, null, id, context.version());
        }
        return context.permits(DESCRIBE_TOPIC, topic.name())
                ? found(context, request, topic)
                : failed(ErrorCode.TOPIC_AUTHORIZATION_FAILED, null, id, context.version());
    }

    private MetadataResponseTopic found(RequestContext context, MetadataRequest request, TopicImage topic) {
        MetadataResponseTopic.Builder response = MetadataResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.id())
                .isInternal(cluster.isInternal(topic.name()))
                .partitions(topic.partitions().stream()
                        .map(partition -> PartitionAnswers.metadata(
                                partition, partitions.isOffline(topic.name(), partition.partitionId())))
                        .toList());
        if (request.includeTopicAuthorizedOperations()) {
            response.topicAuthorizedOperations(context.authorizedOperations(ResourceType.TOPIC, topic.name()));
        }
        return response.build();
    }

    private static MetadataResponseTopic failed(ErrorCode error, @Nullable String name, Uuid id, int version) {
        // A name can be left out from version 12 on.
        String told = name == null && version < 12 ? "" : name;
        return MetadataResponseTopic.builder()
                .errorCode(error.code())
                .name(told)
                .topicId(id)
                .build();
    }
}

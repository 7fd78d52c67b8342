package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.logging.LogLevels;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.metadata.config.ConfigDescriber;
import io.weir.metadata.config.ConfigEntry;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.image.MetadataImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeConfigsRequest;
import io.weir.protocol.messages.DescribeConfigsRequest.DescribeConfigsResource;
import io.weir.protocol.messages.DescribeConfigsResponse;
import io.weir.protocol.messages.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.protocol.messages.DescribeConfigsResponse.DescribeConfigsResult;
import io.weir.protocol.messages.DescribeConfigsResponse.DescribeConfigsSynonym;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Tells the settings of topics, brokers, groups and client metrics subscriptions, where each value comes from, and what
 * it means.
 */
public final class DescribeConfigsHandler implements RequestHandler<DescribeConfigsRequest, DescribeConfigsResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE_CONFIGS, ResourceType.TOPIC);

    private final Cluster cluster;
    private final Function<String, CompletableFuture<GroupInsight>> insights;
    private final BrokerLoggers loggers;

    /** @param insights what is known of a group by its id; nothing where the group is not known */
    public DescribeConfigsHandler(Cluster cluster, Function<String, CompletableFuture<GroupInsight>> insights) {
        this.cluster = cluster;
        this.insights = insights;
        this.loggers = new BrokerLoggers(cluster.nodeId(), LogLevels::ofProcess);
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_CONFIGS;
    }

    @Override
    public Set<Access> accesses() {
        return ConfigAccess.kinds(Operation.DESCRIBE_CONFIGS);
    }

    @Override
    public CompletableFuture<DescribeConfigsResponse> handle(RequestContext context, DescribeConfigsRequest request) {
        List<CompletableFuture<DescribeConfigsResult>> results = request.resources().stream()
                .map(asked -> withInsight(context, request, asked, describe(context, request, asked)))
                .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(_ -> DescribeConfigsResponse.builder()
                        .results(results.stream().map(CompletableFuture::join).toList())
                        .build());
    }

    /** A group's settings, with what it went through and waits for: by it people see why. */
    private CompletableFuture<DescribeConfigsResult> withInsight(
            RequestContext context,
            DescribeConfigsRequest request,
            DescribeConfigsResource asked,
            DescribeConfigsResult result) {
        GroupInsightEntries entries =
                new GroupInsightEntries(asked.configurationKeys(), request.includeDocumentation());
        boolean isGroup = ConfigResource.Type.forCode(asked.resourceType()) == ConfigResource.Type.GROUP;
        if (!isGroup || result.errorCode() != ErrorCode.NONE.code() || !entries.areWanted()) {
            return CompletableFuture.completedFuture(result);
        }
        return insights.apply(asked.resourceName()).thenApply(insight -> {
            List<DescribeConfigsResourceResult> configs = new ArrayList<>(result.configs());
            configs.addAll(entries.of(insight, topic -> context.permits(DESCRIBE_TOPIC, topic)));
            return result.toBuilder().configs(configs).build();
        });
    }

    @Override
    public DescribeConfigsResponse refuse(DescribeConfigsRequest request, int version, ErrorCode error) {
        return DescribeConfigsResponse.builder()
                .results(request.resources().stream()
                        .map(asked -> failed(asked, ApiError.of(error)))
                        .toList())
                .build();
    }

    private DescribeConfigsResult describe(
            RequestContext context, DescribeConfigsRequest request, DescribeConfigsResource asked) {
        ConfigResource resource =
                new ConfigResource(ConfigResource.Type.forCode(asked.resourceType()), asked.resourceName());
        ErrorCode denied = ConfigAccess.check(context, Operation.DESCRIBE_CONFIGS, resource);
        if (denied.isError()) {
            return failed(asked, ApiError.of(denied));
        }
        MetadataImage image = cluster.image();
        ConfigDescriber describer = new ConfigDescriber(cluster.layers());
        return switch (resource.type()) {
            case TOPIC ->
                image.topics().named(resource.name()).isPresent()
                        ? found(request, asked, describer.topic(image.configs().of(resource)))
                        : failed(asked, ApiError.of(cluster.whyMissing(resource.name())));
            case BROKER -> broker(request, asked, describer);
            case GROUP ->
                resource.name().isEmpty()
                        ? invalid(asked, "a group's name must not be empty")
                        : found(request, asked, describer.group(image.configs().of(resource)));
            case CLIENT_METRICS ->
                resource.name().isEmpty()
                        ? invalid(asked, "the name of a client metrics subscription must not be empty")
                        // One that is not there is described as one without settings of its own, as with Kafka.
                        : found(
                                request,
                                asked,
                                describer.clientMetrics(image.configs().of(resource)));
            case BROKER_LOGGER -> loggers(asked);
            case UNKNOWN -> invalid(asked, "resource type " + asked.resourceType() + " has no settings here");
        };
    }

    private DescribeConfigsResult loggers(DescribeConfigsResource asked) {
        ApiError error = loggers.check(asked.resourceName());
        return error.isError()
                ? failed(asked, error)
                : DescribeConfigsResult.builder()
                        .resourceType(asked.resourceType())
                        .resourceName(asked.resourceName())
                        .configs(loggers.describe(asked.configurationKeys()))
                        .build();
    }

    private DescribeConfigsResult broker(
            DescribeConfigsRequest request, DescribeConfigsResource asked, ConfigDescriber describer) {
        String name = asked.resourceName();
        if (name.isEmpty()) {
            return found(request, asked, describer.defaultBroker());
        }
        return name.equals(Integer.toString(cluster.nodeId()))
                ? found(request, asked, describer.broker())
                : invalid(asked, "this is broker " + cluster.nodeId() + "; ask broker " + name + " itself");
    }

    private static DescribeConfigsResult found(
            DescribeConfigsRequest request, DescribeConfigsResource asked, List<ConfigEntry> entries) {
        List<String> keys = asked.configurationKeys();
        return DescribeConfigsResult.builder()
                .resourceType(asked.resourceType())
                .resourceName(asked.resourceName())
                .configs(entries.stream()
                        .filter(entry -> keys == null || keys.contains(entry.name()))
                        .map(entry -> answer(request, entry))
                        .toList())
                .build();
    }

    private static DescribeConfigsResourceResult answer(DescribeConfigsRequest request, ConfigEntry entry) {
        DescribeConfigsResourceResult.Builder result = DescribeConfigsResourceResult.builder()
                .name(entry.name())
                .value(entry.value())
                .readOnly(entry.isReadOnly())
                .configSource(entry.source().code())
                .isSensitive(entry.isSensitive())
                .configType(entry.type().code())
                .documentation(request.includeDocumentation() ? entry.documentation() : null);
        if (request.includeSynonyms()) {
            result.synonyms(entry.synonyms().stream()
                    .map(synonym -> DescribeConfigsSynonym.builder()
                            .name(synonym.name())
                            .value(synonym.value())
                            .source(synonym.source().code())
                            .build())
                    .toList());
        }
        return result.build();
    }

    private static DescribeConfigsResult invalid(DescribeConfigsResource asked, String message) {
        return failed(asked, new ApiError(ErrorCode.INVALID_REQUEST, message));
    }

    private static DescribeConfigsResult failed(DescribeConfigsResource asked, ApiError error) {
        return DescribeConfigsResult.builder()
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .resourceType(asked.resourceType())
                .resourceName(asked.resourceName())
                .build();
    }
}

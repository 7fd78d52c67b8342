package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.MetadataImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListConfigResourcesRequest;
import io.weir.protocol.messages.ListConfigResourcesResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Lists what can have settings (KIP-1142): topics and brokers always, groups and client metrics subscriptions when they
 * have some. Version 0 asks for these subscriptions only (KIP-714).
 */
public final class ListConfigResourcesHandler
        implements RequestHandler<ListConfigResourcesRequest, ListConfigResourcesResponse> {

    private static final Set<ConfigResource.Type> ALL = EnumSet.of(
            ConfigResource.Type.TOPIC,
            ConfigResource.Type.BROKER,
            ConfigResource.Type.BROKER_LOGGER,
            ConfigResource.Type.CLIENT_METRICS,
            ConfigResource.Type.GROUP);

    private final Cluster cluster;

    public ListConfigResourcesHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_CONFIG_RESOURCES;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.DESCRIBE_CONFIGS);
    }

    @Override
    public CompletableFuture<ListConfigResourcesResponse> handle(
            RequestContext context, ListConfigResourcesRequest request) {
        Set<ConfigResource.Type> asked = EnumSet.noneOf(ConfigResource.Type.class);
        request.resourceTypes().forEach(code -> asked.add(ConfigResource.Type.forCode(code)));
        if (asked.contains(ConfigResource.Type.UNKNOWN)) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.UNSUPPORTED_VERSION));
        }
        Set<ConfigResource.Type> types =
                context.version() == 0 ? EnumSet.of(ConfigResource.Type.CLIENT_METRICS) : asked.isEmpty() ? ALL : asked;
        MetadataImage image = cluster.image();
        List<ListConfigResourcesResponse.ConfigResource> found = types.stream()
                .flatMap(type -> names(image, type)
                        .map(name -> ListConfigResourcesResponse.ConfigResource.builder()
                                .resourceName(name)
                                .resourceType(type.code())
                                .build()))
                .toList();
        return CompletableFuture.completedFuture(
                ListConfigResourcesResponse.builder().configResources(found).build());
    }

    @Override
    public ListConfigResourcesResponse refuse(ListConfigResourcesRequest request, int version, ErrorCode error) {
        return ListConfigResourcesResponse.builder().errorCode(error.code()).build();
    }

    private static Stream<String> names(MetadataImage image, ConfigResource.Type type) {
        return switch (type) {
            case TOPIC -> image.topics().all().stream().map(topic -> topic.name());
            case BROKER, BROKER_LOGGER ->
                image.cluster().brokers().stream().map(broker -> Integer.toString(broker.nodeId()));
            case GROUP ->
                image.configs().resources().stream()
                        .filter(resource -> resource.type() == ConfigResource.Type.GROUP)
                        .map(ConfigResource::name);
            case CLIENT_METRICS -> image.configs().clientMetrics().keySet().stream();
            case UNKNOWN -> Stream.empty();
        };
    }
}

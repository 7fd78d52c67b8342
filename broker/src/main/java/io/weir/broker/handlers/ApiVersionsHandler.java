package io.weir.broker.handlers;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.HandlerTable;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.telemetry.ClientSoftware;
import io.weir.broker.telemetry.ClientTelemetry;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ApiVersionsRequest;
import io.weir.protocol.messages.ApiVersionsResponse;
import io.weir.protocol.messages.ApiVersionsResponse.ApiVersion;
import io.weir.protocol.types.ErrorCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says which API keys and versions are served: those that have a handler, whole. And the levels of features. */
final class ApiVersionsHandler implements RequestHandler<ApiVersionsRequest, ApiVersionsResponse> {

    /** What a client may call itself (KIP-511). */
    private static final Pattern SOFTWARE_NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

    private static final int FIRST_VERSION_WITH_SOFTWARE_NAME = 3;

    private final List<ApiVersion> served;
    private final Cluster cluster;
    private final ClientTelemetry telemetry;

    /** Serves the keys of these handlers, and its own; the levels are those of the cluster. */
    ApiVersionsHandler(Collection<? extends RequestHandler<?, ?>> others, Cluster cluster, ClientTelemetry telemetry) {
        this.cluster = cluster;
        this.telemetry = telemetry;
        served = Stream.concat(others.stream().map(RequestHandler::apiKey), Stream.of(ApiKey.API_VERSIONS))
                .sorted(Comparator.comparingInt(ApiKey::id))
                .map(ApiVersionsHandler::served)
                .toList();
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.API_VERSIONS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of();
    }

    @Override
    public CompletableFuture<ApiVersionsResponse> handle(RequestContext context, ApiVersionsRequest request) {
        if (context.version() >= FIRST_VERSION_WITH_SOFTWARE_NAME) {
            String name = request.clientSoftwareName();
            String version = request.clientSoftwareVersion();
            if (!(SOFTWARE_NAME.matcher(name).matches()
                    && SOFTWARE_NAME.matcher(version).matches())) {
                return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
            }
            telemetry.announced(context.peer(), new ClientSoftware(name, version));
        }
        FeatureKeys features = new FeatureKeys(cluster.image());
        return CompletableFuture.completedFuture(ApiVersionsResponse.builder()
                .apiKeys(served)
                .supportedFeatures(features.supported(context.version()))
                .finalizedFeatures(features.finalized())
                .finalizedFeaturesEpoch(features.epoch())
                .build());
    }

    /** For an unknown version the client needs to learn of this one key, to ask again (KIP-511). */
    @Override
    public ApiVersionsResponse refuse(ApiVersionsRequest request, int version, ErrorCode error) {
        return ApiVersionsResponse.builder()
                .errorCode(error.code())
                .apiKeys(error == ErrorCode.UNSUPPORTED_VERSION ? List.of(served(ApiKey.API_VERSIONS)) : List.of())
                .build();
    }

    private static ApiVersion served(ApiKey key) {
        return ApiVersion.builder()
                .apiKey((short) key.id())
                .minVersion((short) advertisedMinimum(key))
                .maxVersion((short) HandlerTable.highestVersion(key))
                .build();
    }

    /** librdkafka speaks to no broker whose Produce does not begin at 0, whatever it sends then (KAFKA-18659). */
    private static int advertisedMinimum(ApiKey key) {
        return key == ApiKey.PRODUCE ? 0 : key.lowestVersion();
    }
}

package io.weir.broker.handlers.telemetry;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.telemetry.ClientTelemetry;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.GetTelemetrySubscriptionsRequest;
import io.weir.protocol.messages.GetTelemetrySubscriptionsResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Tells a client which metrics to push and how often; any client may ask, as with Kafka. */
public final class GetTelemetrySubscriptionsHandler
        implements RequestHandler<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse> {

    /** In the order in which clients are to prefer them: Kafka's. */
    private static final List<Byte> ACCEPTED = Stream.of(
                    CompressionType.ZSTD, CompressionType.LZ4, CompressionType.GZIP, CompressionType.SNAPPY)
            .map(type -> (byte) type.id())
            .toList();

    private final ClientTelemetry telemetry;

    public GetTelemetrySubscriptionsHandler(ClientTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.GET_TELEMETRY_SUBSCRIPTIONS;
    }

    @Override
    public CompletableFuture<GetTelemetrySubscriptionsResponse> handle(
            RequestContext context, GetTelemetrySubscriptionsRequest request) {
        return CompletableFuture.completedFuture(telemetry
                .subscribe(request.clientInstanceId(), context.clientId(), context.peer())
                .map(GetTelemetrySubscriptionsHandler::answer)
                .orElseGet(() -> refuse(request, context.version(), ErrorCode.THROTTLING_QUOTA_EXCEEDED)));
    }

    @Override
    public GetTelemetrySubscriptionsResponse refuse(
            GetTelemetrySubscriptionsRequest request, int version, ErrorCode error) {
        return GetTelemetrySubscriptionsResponse.builder()
                .errorCode(error.code())
                .build();
    }

    private static GetTelemetrySubscriptionsResponse answer(ClientTelemetry.Subscribed subscribed) {
        return GetTelemetrySubscriptionsResponse.builder()
                .clientInstanceId(subscribed.instanceId())
                .subscriptionId(subscribed.terms().subscriptionId())
                .requestedMetrics(subscribed.terms().metrics())
                .acceptedCompressionTypes(ACCEPTED)
                .pushIntervalMs(subscribed.terms().pushIntervalMs())
                .telemetryMaxBytes(subscribed.maxBytes())
                .deltaTemporality(true)
                .build();
    }
}

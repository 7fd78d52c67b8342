package io.weir.broker.handlers.telemetry;

import io.weir.broker.network.Peer;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.telemetry.ClientTelemetry;
import io.weir.broker.telemetry.Push;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.PushTelemetryRequest;
import io.weir.protocol.messages.PushTelemetryResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** Takes the metrics a client pushes; any client may, as with Kafka, if somebody has subscribed to them. */
public final class PushTelemetryHandler implements RequestHandler<PushTelemetryRequest, PushTelemetryResponse> {

    private final ClientTelemetry telemetry;

    public PushTelemetryHandler(ClientTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.PUSH_TELEMETRY;
    }

    @Override
    public CompletableFuture<PushTelemetryResponse> handle(RequestContext context, PushTelemetryRequest request) {
        Push push = new Push(
                request.clientInstanceId(),
                request.subscriptionId(),
                request.terminating(),
                request.compressionType(),
                request.metrics());
        ErrorCode error = telemetry.push(push, context.clientId(), context.peer());
        return CompletableFuture.completedFuture(refuse(request, context.version(), error));
    }

    @Override
    public PushTelemetryResponse refuse(PushTelemetryRequest request, int version, ErrorCode error) {
        return PushTelemetryResponse.builder().errorCode(error.code()).build();
    }

    @Override
    public void disconnected(Peer peer) {
        telemetry.disconnected(peer);
    }
}

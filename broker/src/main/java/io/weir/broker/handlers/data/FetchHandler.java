package io.weir.broker.handlers.data;

import io.weir.broker.fetch.Fetcher;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gives records, or waits for some. */
public final class FetchHandler implements RequestHandler<FetchRequest, FetchResponse> {

    private final Fetcher fetcher;

    public FetchHandler(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.FETCH;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(Fetcher.READ_TOPIC);
    }

    @Override
    public CompletableFuture<FetchResponse> handle(RequestContext context, FetchRequest request) {
        return fetcher.fetch(context, request);
    }

    @Override
    public FetchResponse refuse(FetchRequest request, int version, ErrorCode error) {
        return Fetcher.refuse(request, version, error);
    }
}

package io.weir.broker.handlers.share;

import io.weir.broker.network.Peer;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.broker.share.ShareFetcher;
import io.weir.broker.share.ShareService;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ShareFetchRequest;
import io.weir.protocol.messages.ShareFetchResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gives members of share groups records, or waits for some. A member's session ends with its connection. */
public final class ShareFetchHandler implements RequestHandler<ShareFetchRequest, ShareFetchResponse> {

    private final ShareFetcher fetcher;
    private final ShareService service;

    public ShareFetchHandler(ShareFetcher fetcher, ShareService service) {
        this.fetcher = fetcher;
        this.service = service;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_FETCH;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(Access.of(Operation.READ, ResourceType.GROUP), Access.of(Operation.READ, ResourceType.TOPIC));
    }

    @Override
    public CompletableFuture<ShareFetchResponse> handle(RequestContext context, ShareFetchRequest request) {
        return fetcher.fetch(context, request);
    }

    @Override
    public ShareFetchResponse refuse(ShareFetchRequest request, int version, ErrorCode error) {
        return ShareFetcher.refused(error);
    }

    @Override
    public void disconnected(Peer peer) {
        service.disconnected(peer.id());
    }
}

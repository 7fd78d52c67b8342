package io.weir.broker.handlers.share;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.broker.share.ShareAcknowledger;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ShareAcknowledgeRequest;
import io.weir.protocol.messages.ShareAcknowledgeResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Takes what members of share groups say of records they have. */
public final class ShareAcknowledgeHandler
        implements RequestHandler<ShareAcknowledgeRequest, ShareAcknowledgeResponse> {

    private final ShareAcknowledger acknowledger;

    public ShareAcknowledgeHandler(ShareAcknowledger acknowledger) {
        this.acknowledger = acknowledger;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_ACKNOWLEDGE;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(Access.of(Operation.READ, ResourceType.GROUP), Access.of(Operation.READ, ResourceType.TOPIC));
    }

    @Override
    public CompletableFuture<ShareAcknowledgeResponse> handle(RequestContext context, ShareAcknowledgeRequest request) {
        return acknowledger.acknowledge(context, request);
    }

    @Override
    public ShareAcknowledgeResponse refuse(ShareAcknowledgeRequest request, int version, ErrorCode error) {
        return ShareAcknowledger.refused(error);
    }
}

package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.messages.ResponseMessage;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Answers requests about one group: may the principal have it, then what the coordinator says. */
abstract class SingleGroupHandler<Q extends RequestMessage, R extends ResponseMessage> implements RequestHandler<Q, R> {

    static final Access READ_GROUP = Access.of(Operation.READ, ResourceType.GROUP);

    /** The access to the group this request needs. */
    Access groupAccess() {
        return READ_GROUP;
    }

    abstract String groupId(Q request);

    /** Asks the coordinator; the group is authorized. */
    abstract CompletableFuture<R> ask(RequestContext context, Q request);

    @Override
    public Set<Access> accesses() {
        return Set.of(groupAccess());
    }

    @Override
    public final CompletableFuture<R> handle(RequestContext context, Q request) {
        if (!context.permits(groupAccess(), groupId(request))) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.GROUP_AUTHORIZATION_FAILED));
        }
        return ask(context, request)
                .exceptionally(failure -> refuse(request, context.version(), CoordinatorException.errorOf(failure)));
    }

    static io.weir.coordination.group.RequestContext coordinatorContext(RequestContext context) {
        return new io.weir.coordination.group.RequestContext(
                context.clientId(),
                "/" + context.peer().address().getHostAddress(),
                context.principal().name(),
                context.version());
    }
}

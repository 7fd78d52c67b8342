package io.weir.broker.handlers.data;

import io.weir.broker.network.Peer;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.messages.ResponseMessage;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Answers by another handler, once this broker is up to date on what is asked for. A client that was told of a topic by one
 * broker asks its leader at once, which may hear of it a moment later; some clients take the refusal for final. So before a
 * broker refuses what it does not know, it catches up with the controller. The connection's thread waits, which keeps the
 * order of requests; only a client that asks for what does not exist pays for it, with one question to the controller.
 */
public final class InformedHandler<Q extends RequestMessage, R extends ResponseMessage>
        implements RequestHandler<Q, R> {

    private final RequestHandler<Q, R> handler;
    private final Runnable catchUp;
    private final Predicate<Q> namesUnknown;

    /**
     * Has {@code handler} answer.
     *
     * @param catchUp returns when this broker knows what the controller knew, or when that takes too long
     */
    public InformedHandler(RequestHandler<Q, R> handler, Runnable catchUp, Predicate<Q> namesUnknown) {
        this.handler = handler;
        this.catchUp = catchUp;
        this.namesUnknown = namesUnknown;
    }

    @Override
    public CompletableFuture<R> handle(RequestContext context, Q request) {
        if (namesUnknown.test(request)) {
            catchUp.run();
        }
        return handler.handle(context, request);
    }

    @Override
    public ApiKey apiKey() {
        return handler.apiKey();
    }

    @Override
    public Set<Access> accesses() {
        return handler.accesses();
    }

    @Override
    public Set<Operation> required() {
        return handler.required();
    }

    @Override
    public boolean answersInTurn() {
        return handler.answersInTurn();
    }

    @Override
    public R refuse(Q request, int version, ErrorCode error) {
        return handler.refuse(request, version, error);
    }

    @Override
    public void disconnected(Peer peer) {
        handler.disconnected(peer);
    }

    @Override
    public boolean isAnswered(Q request) {
        return handler.isAnswered(request);
    }
}

package io.weir.broker.request;

import io.weir.broker.network.Peer;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.messages.ResponseMessage;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Answers the requests of one API key, in all the versions of it that are advertised.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public interface RequestHandler<Q extends RequestMessage, R extends ResponseMessage> {

    ApiKey apiKey();

    /**
     * Every kind of access this handler may ask for by {@link RequestContext#permits}, which refuses kinds that are
     * not declared here. By itself what it {@link #required requires} of the cluster.
     */
    default Set<Access> accesses() {
        return required().stream()
                .map(operation -> Access.of(operation, ResourceType.CLUSTER))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The operations on the cluster without which the whole request is refused before {@link #handle}. */
    default Set<Operation> required() {
        return Set.of();
    }

    /**
     * Starts to answer. Called on the connection's thread in the order of requests; must not wait for anything but the
     * logs' disk, which parks it, and for the transaction coordinator before a transaction's first record.
     * Payloads in the request are valid only until this returns.
     *
     * @return the answer, now or later; a failure is logged and answered by {@link #refuse}
     */
    CompletableFuture<R> handle(RequestContext context, Q request);

    /**
     * True when the answer must not be older than those to earlier requests of the connection: a client that has been given
     * records takes it for an error when the log then ends before them. {@link #handle} is called once those answers are
     * on their way, by the thread that writes them, and must answer at once.
     */
    default boolean answersInTurn() {
        return false;
    }

    /** The answer, in a version that can carry it, to a request that fails as a whole. */
    R refuse(Q request, int version, ErrorCode error);

    /** A connection has ended; what was asked by it may still be on its way. Must not block. */
    default void disconnected(Peer peer) {}

    /** False when the protocol sends no answer to this request; a failure then closes the connection. */
    default boolean isAnswered(Q request) {
        return true;
    }
}

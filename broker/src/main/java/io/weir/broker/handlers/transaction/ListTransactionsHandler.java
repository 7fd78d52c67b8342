package io.weir.broker.handlers.transaction;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListTransactionsRequest;
import io.weir.protocol.messages.ListTransactionsResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Lists the transactional ids coordinated here: those the principal may know of. */
public final class ListTransactionsHandler
        implements RequestHandler<ListTransactionsRequest, ListTransactionsResponse> {

    private final TransactionCoordinator coordinator;

    public ListTransactionsHandler(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LIST_TRANSACTIONS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(TransactionAccess.DESCRIBE);
    }

    @Override
    public CompletableFuture<ListTransactionsResponse> handle(RequestContext context, ListTransactionsRequest request) {
        return coordinator
                .list(request)
                .thenApply(response -> response.toBuilder()
                        .transactionStates(response.transactionStates().stream()
                                .filter(state -> context.permits(TransactionAccess.DESCRIBE, state.transactionalId()))
                                .toList())
                        .build());
    }

    @Override
    public ListTransactionsResponse refuse(ListTransactionsRequest request, int version, ErrorCode error) {
        return ListTransactionsResponse.builder().errorCode(error.code()).build();
    }
}

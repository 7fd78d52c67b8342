package io.weir.broker.handlers.transaction;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.runtime.KeyedShards;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeTransactionsRequest;
import io.weir.protocol.messages.DescribeTransactionsResponse;
import io.weir.protocol.messages.DescribeTransactionsResponse.TransactionState;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells of transactions by their ids: their producers, since when, and in which partitions. */
public final class DescribeTransactionsHandler
        implements RequestHandler<DescribeTransactionsRequest, DescribeTransactionsResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    private final TransactionCoordinator coordinator;

    public DescribeTransactionsHandler(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_TRANSACTIONS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(TransactionAccess.DESCRIBE, DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<DescribeTransactionsResponse> handle(
            RequestContext context, DescribeTransactionsRequest request) {
        return KeyedShards.all(request.transactionalIds().stream()
                        .map(id -> describe(context, id))
                        .toList())
                .thenApply(states -> DescribeTransactionsResponse.builder()
                        .transactionStates(states)
                        .build());
    }

    @Override
    public DescribeTransactionsResponse refuse(DescribeTransactionsRequest request, int version, ErrorCode error) {
        return DescribeTransactionsResponse.builder()
                .transactionStates(request.transactionalIds().stream()
                        .map(id -> failed(id, error))
                        .toList())
                .build();
    }

    private CompletableFuture<TransactionState> describe(RequestContext context, String id) {
        if (!context.permits(TransactionAccess.DESCRIBE, id)) {
            return CompletableFuture.completedFuture(failed(id, ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        return coordinator
                .describe(id)
                .thenApply(state -> state.toBuilder()
                        .topics(state.topics().stream()
                                .filter(topic -> context.permits(DESCRIBE_TOPIC, topic.topic()))
                                .toList())
                        .build());
    }

    private static TransactionState failed(String id, ErrorCode error) {
        return TransactionState.builder()
                .transactionalId(id)
                .errorCode(error.code())
                .build();
    }
}

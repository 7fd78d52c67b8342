package io.weir.broker.handlers.transaction;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.EndTransaction;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.EndTxnRequest;
import io.weir.protocol.messages.EndTxnResponse;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Commits or aborts a transaction; answered when that is decided for good. */
public final class EndTxnHandler implements RequestHandler<EndTxnRequest, EndTxnResponse> {

    /** From this version on the answer has the producer's next epoch (KIP-890). */
    private static final int FIRST_VERSION_WITH_EPOCHS = 5;

    private static final int WITH_EPOCHS = 2;

    private final TransactionCoordinator coordinator;

    public EndTxnHandler(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.END_TXN;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(TransactionAccess.WRITE);
    }

    @Override
    public CompletableFuture<EndTxnResponse> handle(RequestContext context, EndTxnRequest request) {
        ErrorCode refusal = TransactionAccess.refusal(context, request.transactionalId());
        if (refusal.isError()) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), refusal));
        }
        return coordinator
                .endTransaction(new EndTransaction(
                        request.transactionalId(),
                        new TransactionalProducer(request.producerId(), request.producerEpoch()),
                        request.committed(),
                        context.version() >= FIRST_VERSION_WITH_EPOCHS ? WITH_EPOCHS : 0))
                .thenApply(answer -> EndTxnResponse.builder()
                        .errorCode(TransactionAccess.told(answer.error(), context.version())
                                .code())
                        .producerId(answer.producer().id())
                        .producerEpoch(answer.producer().epoch())
                        .build());
    }

    @Override
    public EndTxnResponse refuse(EndTxnRequest request, int version, ErrorCode error) {
        return EndTxnResponse.builder()
                .errorCode(error.code())
                .producerId(RecordBatch.NO_PRODUCER_ID)
                .producerEpoch(RecordBatch.NO_PRODUCER_EPOCH)
                .build();
    }
}

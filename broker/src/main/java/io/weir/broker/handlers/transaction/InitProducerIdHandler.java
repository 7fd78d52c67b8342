package io.weir.broker.handlers.transaction;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.broker.transaction.TransactionService;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.InitProducerId;
import io.weir.coordination.transaction.ProducerAnswer;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.InitProducerIdRequest;
import io.weir.protocol.messages.InitProducerIdResponse;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Gives a producer its id, so that what it sends twice is written once. An idempotent producer gets a new id each time,
 * whatever id it had; a transactional one has that of its transactional id, and fences all before it.
 */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest, InitProducerIdResponse> {

    private static final Access IDEMPOTENT_WRITE = Access.of(Operation.IDEMPOTENT_WRITE, ResourceType.CLUSTER);
    private static final short FIRST_EPOCH = 0;

    /** Clients of older versions know INVALID_PRODUCER_EPOCH instead. */
    private static final int FIRST_VERSION_WITH_FENCED = 4;

    private final TransactionService transactions;

    public InitProducerIdHandler(TransactionService transactions) {
        this.transactions = transactions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INIT_PRODUCER_ID;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(IDEMPOTENT_WRITE, TransactionAccess.WRITE);
    }

    @Override
    public CompletableFuture<InitProducerIdResponse> handle(RequestContext context, InitProducerIdRequest request) {
        String id = request.transactionalId();
        ErrorCode refusal = id == null ? refusal(context) : TransactionAccess.refusal(context, id);
        boolean hasId = request.producerId() != RecordBatch.NO_PRODUCER_ID;
        boolean hasEpoch = request.producerEpoch() != RecordBatch.NO_PRODUCER_EPOCH;
        if (!refusal.isError() && hasId != hasEpoch) {
            refusal = ErrorCode.INVALID_REQUEST;
        }
        if (refusal.isError()) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), refusal));
        }
        if (id == null) {
            return transactions
                    .nextProducerId()
                    .thenApply(producerId -> answer(new TransactionalProducer(producerId, FIRST_EPOCH)));
        }
        Optional<TransactionalProducer> expected = hasId
                ? Optional.of(new TransactionalProducer(request.producerId(), request.producerEpoch()))
                : Optional.empty();
        return transactions
                .initProducerId(new InitProducerId(id, request.transactionTimeoutMs(), expected))
                .thenApply(answer -> answer(request, context.version(), answer));
    }

    @Override
    public InitProducerIdResponse refuse(InitProducerIdRequest request, int version, ErrorCode error) {
        ErrorCode told = error == ErrorCode.PRODUCER_FENCED && version < FIRST_VERSION_WITH_FENCED
                ? ErrorCode.INVALID_PRODUCER_EPOCH
                : error;
        return InitProducerIdResponse.builder()
                .errorCode(told.code())
                .producerId(RecordBatch.NO_PRODUCER_ID)
                .producerEpoch(RecordBatch.NO_PRODUCER_EPOCH)
                .build();
    }

    private InitProducerIdResponse answer(InitProducerIdRequest request, int version, ProducerAnswer answer) {
        return answer.error().isError() ? refuse(request, version, answer.error()) : answer(answer.producer());
    }

    private static InitProducerIdResponse answer(TransactionalProducer producer) {
        return InitProducerIdResponse.builder()
                .producerId(producer.id())
                .producerEpoch(producer.epoch())
                .build();
    }

    private static ErrorCode refusal(RequestContext context) {
        return context.permitsOnCluster(Operation.IDEMPOTENT_WRITE)
                ? ErrorCode.NONE
                : ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
    }
}

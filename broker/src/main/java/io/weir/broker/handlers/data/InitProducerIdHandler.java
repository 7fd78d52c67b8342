package io.weir.broker.handlers.data;

import io.weir.broker.cluster.ProducerIds;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.InitProducerIdRequest;
import io.weir.protocol.messages.InitProducerIdResponse;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Gives a producer its id, so that what it sends twice is written once. An idempotent producer gets a new id each time,
 * whatever id it had; transactional ids are refused, since there are no transactions yet.
 */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest, InitProducerIdResponse> {

    private static final Access IDEMPOTENT_WRITE = Access.of(Operation.IDEMPOTENT_WRITE, ResourceType.CLUSTER);
    private static final short FIRST_EPOCH = 0;

    private final ProducerIds producerIds;

    public InitProducerIdHandler(ProducerIds producerIds) {
        this.producerIds = producerIds;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INIT_PRODUCER_ID;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(IDEMPOTENT_WRITE);
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.IDEMPOTENT_WRITE);
    }

    @Override
    public CompletableFuture<InitProducerIdResponse> handle(RequestContext context, InitProducerIdRequest request) {
        boolean hasId = request.producerId() != RecordBatch.NO_PRODUCER_ID;
        boolean hasEpoch = request.producerEpoch() != RecordBatch.NO_PRODUCER_EPOCH;
        if (request.transactionalId() != null || hasId != hasEpoch) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
        }
        return producerIds
                .next()
                .thenApply(id -> InitProducerIdResponse.builder()
                        .producerId(id)
                        .producerEpoch(FIRST_EPOCH)
                        .build());
    }

    @Override
    public InitProducerIdResponse refuse(InitProducerIdRequest request, int version, ErrorCode error) {
        return InitProducerIdResponse.builder()
                .errorCode(error.code())
                .producerEpoch(RecordBatch.NO_PRODUCER_EPOCH)
                .build();
    }
}

package io.weir.broker.handlers.transaction;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.protocol.messages.AddOffsetsToTxnRequest;
import io.weir.protocol.messages.AddOffsetsToTxnResponse;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/** Makes a group's offsets part of a transaction. */
public final class AddOffsetsToTxnHandler implements RequestHandler<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse> {

    private static final Access READ_GROUP = Access.of(Operation.READ, ResourceType.GROUP);

    private final TransactionCoordinator coordinator;
    private final ToIntFunction<String> partitionForGroup;

    /** Finds a group's partition of __consumer_offsets by the function. */
    public AddOffsetsToTxnHandler(TransactionCoordinator coordinator, ToIntFunction<String> partitionForGroup) {
        this.coordinator = coordinator;
        this.partitionForGroup = partitionForGroup;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_OFFSETS_TO_TXN;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(TransactionAccess.WRITE, READ_GROUP);
    }

    @Override
    public CompletableFuture<AddOffsetsToTxnResponse> handle(RequestContext context, AddOffsetsToTxnRequest request) {
        ErrorCode refusal = TransactionAccess.refusal(context, request.transactionalId());
        if (!refusal.isError() && !context.permits(READ_GROUP, request.groupId())) {
            refusal = ErrorCode.GROUP_AUTHORIZATION_FAILED;
        }
        if (refusal.isError()) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), refusal));
        }
        TopicPartition offsets =
                new TopicPartition(InternalTopics.CONSUMER_OFFSETS, partitionForGroup.applyAsInt(request.groupId()));
        return coordinator
                .addPartitions(new Addition(
                        request.transactionalId(),
                        new TransactionalProducer(request.producerId(), request.producerEpoch()),
                        Set.of(offsets),
                        0))
                .thenApply(
                        error -> refuse(request, context.version(), TransactionAccess.told(error, context.version())));
    }

    @Override
    public AddOffsetsToTxnResponse refuse(AddOffsetsToTxnRequest request, int version, ErrorCode error) {
        return AddOffsetsToTxnResponse.builder().errorCode(error.code()).build();
    }
}

package io.weir.broker.handlers.transaction;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.broker.transaction.TransactionGate;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.group.TransactionProof;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.messages.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.weir.protocol.messages.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Commits a group's offsets as part of a transaction, for the topics the principal may read. */
public final class TxnOffsetCommitHandler implements RequestHandler<TxnOffsetCommitRequest, TxnOffsetCommitResponse> {

    private static final Access READ_GROUP = Access.of(Operation.READ, ResourceType.GROUP);
    private static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);
    private static final int FIRST_VERSION_THAT_ADDS = 5;
    private static final int FIRST_VERSION_WITH_ABORTABLE = 4;
    private static final int WITH_EPOCHS = 2;

    /** Clients of older versions take COORDINATOR_LOAD_IN_PROGRESS for the end of the world (KAFKA-7296). */
    private static final int FIRST_VERSION_WITH_LOAD_IN_PROGRESS = 2;

    private final GroupCoordinator groups;
    private final TransactionGate gate;
    private final Partitions partitions;
    private final InstantSource clock;

    public TxnOffsetCommitHandler(
            GroupCoordinator groups, TransactionGate gate, Partitions partitions, InstantSource clock) {
        this.groups = groups;
        this.gate = gate;
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.TXN_OFFSET_COMMIT;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(TransactionAccess.WRITE, READ_GROUP, READ_TOPIC);
    }

    @Override
    public CompletableFuture<TxnOffsetCommitResponse> handle(RequestContext context, TxnOffsetCommitRequest request) {
        ErrorCode refusal = TransactionAccess.refusal(context, request.transactionalId());
        if (!refusal.isError() && !context.permits(READ_GROUP, request.groupId())) {
            refusal = ErrorCode.GROUP_AUTHORIZATION_FAILED;
        }
        if (refusal.isError()) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), refusal));
        }
        List<TxnOffsetCommitRequestTopic> allowed = new ArrayList<>();
        List<TxnOffsetCommitResponseTopic> denied = new ArrayList<>();
        for (TxnOffsetCommitRequestTopic topic : request.topics()) {
            String name = topic.topicId().equals(Uuid.ZERO) ? topic.name() : partitions.topicName(topic.topicId());
            // An id that names no topic is the coordinator's to answer.
            if (name == null || context.permits(READ_TOPIC, name)) {
                allowed.add(topic);
            } else {
                denied.add(refusal(topic, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
            }
        }
        if (allowed.isEmpty()) {
            return CompletableFuture.completedFuture(
                    TxnOffsetCommitResponse.builder().topics(denied).build());
        }
        TxnOffsetCommitRequest permitted = request.toBuilder().topics(allowed).build();
        return commit(context, permitted).thenApply(response -> {
            List<TxnOffsetCommitResponseTopic> all = new ArrayList<>(response.topics());
            all.addAll(denied);
            return response.toBuilder().topics(all).build();
        });
    }

    @Override
    public TxnOffsetCommitResponse refuse(TxnOffsetCommitRequest request, int version, ErrorCode error) {
        ErrorCode told = told(error, version);
        return TxnOffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> refusal(topic, told))
                        .toList())
                .build();
    }

    /** As {@link #refuse}; but of what is not there that is said, whoever asks. */
    private TxnOffsetCommitResponse refuseKnown(TxnOffsetCommitRequest request, int version, ErrorCode error) {
        ErrorCode told = told(error, version);
        return TxnOffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> refusal(
                                topic, index -> isKnown(topic, index) ? told : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION))
                        .toList())
                .build();
    }

    /** Of a topic that is named by its id the coordinator knows. */
    private boolean isKnown(TxnOffsetCommitRequestTopic topic, int partition) {
        return !topic.topicId().isZero() || partitions.exists(topic.name(), partition);
    }

    private static ErrorCode told(ErrorCode error, int version) {
        return error == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS && version < FIRST_VERSION_WITH_LOAD_IN_PROGRESS
                ? ErrorCode.COORDINATOR_NOT_AVAILABLE
                : error;
    }

    private CompletableFuture<TxnOffsetCommitResponse> commit(RequestContext context, TxnOffsetCommitRequest request) {
        boolean isAnyKnown = request.topics().stream()
                .anyMatch(topic ->
                        topic.partitions().stream().anyMatch(partition -> isKnown(topic, partition.partitionIndex())));
        if (!isAnyKnown || request.groupId().isEmpty()) {
            return CompletableFuture.completedFuture(
                    refuseKnown(request, context.version(), ErrorCode.INVALID_GROUP_ID));
        }
        TransactionalProducer producer = new TransactionalProducer(request.producerId(), request.producerEpoch());
        return groups.beginTransactionProof(request.groupId(), producer)
                .thenCompose(proof -> commit(context, request, producer, proof));
    }

    private CompletableFuture<TxnOffsetCommitResponse> commit(
            RequestContext context,
            TxnOffsetCommitRequest request,
            TransactionalProducer producer,
            TransactionProof proof) {
        if (proof.error().isError()) {
            return CompletableFuture.completedFuture(refuseKnown(request, context.version(), proof.error()));
        }
        if (proof.isAlreadyOpen()) {
            return groups.txnOffsetCommit(request, proof);
        }
        TransactionGate.Client client = client(context.version());
        TopicPartition place =
                new TopicPartition(InternalTopics.CONSUMER_OFFSETS, groups.partitionFor(request.groupId()));
        return gate.admit(new Addition(request.transactionalId(), producer, Set.of(place), WITH_EPOCHS), client)
                .thenCompose(outcomes -> {
                    ErrorCode error = outcomes.getOrDefault(place, ErrorCode.UNKNOWN_SERVER_ERROR);
                    return error.isError()
                            ? CompletableFuture.completedFuture(refuseKnown(request, context.version(), error))
                            : groups.txnOffsetCommit(request, proof).thenApply(response -> {
                                noteBegun(place, producer, context, response);
                                return response;
                            });
                });
    }

    private void noteBegun(
            TopicPartition place,
            TransactionalProducer producer,
            RequestContext context,
            TxnOffsetCommitResponse answer) {
        Partition partition = partitions.find(place.topic(), place.partition());
        boolean isBegun = answer.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(committed -> committed.errorCode() == ErrorCode.NONE.code());
        if (partition != null && isBegun) {
            partition.transactionOrigins().begun(producer.id(), context.transactionOrigin(clock.millis()));
        }
    }

    private static TransactionGate.Client client(int version) {
        if (version >= FIRST_VERSION_THAT_ADDS) {
            return TransactionGate.Client.ADDS_BY_WRITING;
        }
        return version >= FIRST_VERSION_WITH_ABORTABLE
                ? TransactionGate.Client.KNOWS_ABORTABLE
                : TransactionGate.Client.ADDS_ITSELF;
    }

    private static TxnOffsetCommitResponseTopic refusal(TxnOffsetCommitRequestTopic topic, ErrorCode error) {
        return refusal(topic, _ -> error);
    }

    private static TxnOffsetCommitResponseTopic refusal(
            TxnOffsetCommitRequestTopic topic, IntFunction<ErrorCode> errors) {
        return TxnOffsetCommitResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.topicId())
                .partitions(topic.partitions().stream()
                        .map(partition -> TxnOffsetCommitResponsePartition.builder()
                                .partitionIndex(partition.partitionIndex())
                                .errorCode(
                                        errors.apply(partition.partitionIndex()).code())
                                .build())
                        .toList())
                .build();
    }
}

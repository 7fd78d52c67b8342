package io.weir.broker.handlers.data;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.request.UnansweredFailureException;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.broker.transaction.TransactionGate;
import io.weir.log.AppendResult;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.error.LogException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.messages.ProduceResponse;
import io.weir.protocol.messages.ProduceResponse.BatchIndexAndErrorMessage;
import io.weir.protocol.messages.ProduceResponse.PartitionProduceResponse;
import io.weir.protocol.types.ErrorCode;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends records, and answers when they are as safe as the producer asked: not at all, appended, or kept. */
public final class ProduceHandler implements RequestHandler<ProduceRequest, ProduceResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(ProduceHandler.class);

    private static final Access WRITE_TOPIC = Access.of(Operation.WRITE, ResourceType.TOPIC);
    private static final Access WRITE_TRANSACTION = Access.of(Operation.WRITE, ResourceType.TRANSACTIONAL_ID);
    private static final int FIRST_VERSION_BY_TOPIC_ID = 13;
    private static final int ACKS_ALL = -1;
    private static final int ACKS_LEADER = 1;
    private static final int ACKS_NONE = 0;

    /** The admin client may write to internal topics, as with Kafka. */
    private static final String ADMIN_CLIENT_ID = "__admin_client";

    private final Partitions partitions;
    private final TransactionalWrites transactionalWrites;
    private final InstantSource clock;
    private final EarnedTrust trust = new EarnedTrust();

    /** Asks by the gate before a partition takes the first batch of a transaction. */
    public ProduceHandler(Partitions partitions, TransactionGate gate, InstantSource clock) {
        this.partitions = partitions;
        this.transactionalWrites = new TransactionalWrites(gate);
        this.clock = clock;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.PRODUCE;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(WRITE_TOPIC, WRITE_TRANSACTION);
    }

    @Override
    public boolean isAnswered(ProduceRequest request) {
        return request.acks() != ACKS_NONE;
    }

    @Override
    public CompletableFuture<ProduceResponse> handle(RequestContext context, ProduceRequest request) {
        String id = request.transactionalId();
        if (ProduceRules.isTransactional(request)) {
            boolean isPermitted = id != null && context.permits(WRITE_TRANSACTION, id);
            ErrorCode refusal = isPermitted
                    ? ProduceRules.producersRefusal(request)
                    : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
            if (refusal.isError()) {
                ProduceResponse refused = refuse(request, context.version(), refusal);
                return CompletableFuture.completedFuture(refused)
                        .thenApply(response -> isAnswered(request) ? response : orFail(response));
            }
        }
        TransactionalWrites.Admissions admissions = transactionalWrites.admit(
                request, context.version(), (topic, data) -> writable(context, request, topic, data));
        ProduceAnswer answer = new ProduceAnswer();
        long deadlineMs = clock.millis() + request.timeoutMs();
        for (TopicProduceData topic : request.topicData()) {
            answer.topic(topic);
            for (PartitionProduceData data : topic.partitionData()) {
                try {
                    Partition partition = writable(context, request, topic, data);
                    if (request.acks() == ACKS_ALL) {
                        partition.others().requireInSync();
                    }
                    int era = partition.era();
                    AppendResult appended = trust.append(
                            context.peer().id(),
                            partition,
                            ProduceRules.records(data, context.version()),
                            admissions.proofFor(partition));
                    admissions.appended(partition, context, clock.millis());
                    PartitionProduceResponse outcome = appended(data.index(), appended);
                    if (request.acks() == ACKS_ALL) {
                        partition.whenKept(era, appended.lastOffset() + 1, deadlineMs, answer.addPending(outcome));
                    } else {
                        answer.add(outcome);
                    }
                } catch (LogException e) {
                    answer.add(failed(data.index(), e));
                }
            }
        }
        CompletableFuture<ProduceResponse> done = answer.finish();
        return isAnswered(request) ? done : done.thenApply(ProduceHandler::orFail);
    }

    @Override
    public ProduceResponse refuse(ProduceRequest request, int version, ErrorCode error) {
        ProduceAnswer answer = new ProduceAnswer();
        for (TopicProduceData topic : request.topicData()) {
            answer.topic(topic);
            topic.partitionData()
                    .forEach(data -> answer.add(failed(data.index(), new AppendRejectedException(error, ""))));
        }
        return answer.finish().join();
    }

    private Partition writable(
            RequestContext context, ProduceRequest request, TopicProduceData topic, PartitionProduceData data) {
        if (request.acks() != ACKS_ALL && request.acks() != ACKS_LEADER && request.acks() != ACKS_NONE) {
            throw new AppendRejectedException(
                    ErrorCode.INVALID_REQUIRED_ACKS, "acks=" + request.acks() + ", known are -1 (all), 0 and 1");
        }
        boolean byId = context.version() >= FIRST_VERSION_BY_TOPIC_ID;
        String name = byId ? partitions.topicName(topic.topicId()) : topic.name();
        if (name == null) {
            throw new AppendRejectedException(ErrorCode.UNKNOWN_TOPIC_ID, "no topic has the id " + topic.topicId());
        }
        if (!context.permits(WRITE_TOPIC, name)) {
            throw new AppendRejectedException(
                    ErrorCode.TOPIC_AUTHORIZATION_FAILED,
                    // Who knows only the id is not told the name.
                    context.principal() + " may not write to topic " + (byId ? topic.topicId() : name));
        }
        Partition partition = partitions.find(name, data.index());
        if (partition == null) {
            throw new AppendRejectedException(
                    partitions.whyNotHere(name, data.index()),
                    "partition " + data.index() + " of topic " + name + " is not led here, or does not exist");
        }
        if (partition.isInternal() && !context.clientId().equals(ADMIN_CLIENT_ID)) {
            throw new AppendRejectedException(
                    ErrorCode.INVALID_TOPIC_EXCEPTION, "topic " + name + " is internal: only the broker writes to it");
        }
        return partition;
    }

    private static PartitionProduceResponse appended(int index, AppendResult result) {
        return PartitionProduceResponse.builder()
                .index(index)
                .baseOffset(result.baseOffset())
                .logAppendTimeMs(result.logAppendTimeMs())
                .logStartOffset(result.logStartOffset())
                .build();
    }

    private static PartitionProduceResponse failed(int index, LogException failure) {
        PartitionProduceResponse.Builder response = PartitionProduceResponse.builder()
                .index(index)
                .errorCode(failure.errorCode().code())
                .baseOffset(-1)
                .errorMessage(failure.getMessage());
        if (failure instanceof AppendRejectedException rejected) {
            response.recordErrors(rejected.recordErrors().stream()
                    .map(error -> BatchIndexAndErrorMessage.builder()
                            .batchIndex(error.batchIndex())
                            .batchIndexErrorMessage(error.message())
                            .build())
                    .toList());
        } else {
            LOG.error("append failed: {}", failure.getMessage());
        }
        return response.build();
    }

    /** Without an answer, closing the connection is the only way to tell a producer that something is wrong. */
    private static ProduceResponse orFail(ProduceResponse response) {
        response.responses().stream()
                .flatMap(topic -> topic.partitionResponses().stream())
                .filter(partition -> partition.errorCode() != ErrorCode.NONE.code())
                .findFirst()
                .ifPresent(partition -> {
                    throw new UnansweredFailureException(
                            "a produce request with acks=0 failed with " + ErrorCode.forCode(partition.errorCode()));
                });
        return response;
    }
}

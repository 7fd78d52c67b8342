package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.AddOffsetsToTxnRequest;
import io.weir.protocol.messages.AddPartitionsToTxnRequest;
import io.weir.protocol.messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.weir.protocol.messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import io.weir.protocol.messages.DescribeTransactionsRequest;
import io.weir.protocol.messages.EndTxnRequest;
import io.weir.protocol.messages.FindCoordinatorRequest;
import io.weir.protocol.messages.InitProducerIdRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A transactional producer with a topic of two partitions and a group of its own, made when they are asked for. */
final class Transactor {

    /** Until then transactions stay open when nobody ends them. */
    static final int TIMEOUT_MS = 60_000;

    private static final byte TRANSACTION_KEY = 1;
    private static final int INIT_VERSION = 4;

    /** Transactions are ended, and partitions added, by requests of this version where it does not matter. */
    private static final int VERSION = 3;

    private final Scene scene;
    private final String id;
    private String topic = "";
    private String group = "";
    private Identity me;

    /** A transactional id that nobody has used, when its coordinator is ready. */
    Transactor(Scene scene) {
        this.scene = scene;
        this.id = Scene.unusedName();
        this.me = new Identity(id, 5, 0);
        FindCoordinatorRequest find = FindCoordinatorRequest.builder()
                .keyType(TRANSACTION_KEY)
                .coordinatorKeys(List.of(id))
                .build();
        DescribeTransactionsRequest describe = DescribeTransactionsRequest.builder()
                .transactionalIds(List.of(id))
                .build();
        Scene.until(() -> scene.call(find, 4).text().equals("NONE")
                && scene.call(describe, 0).text().equals(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND.name()));
    }

    /** What a producer says of itself. */
    record Identity(String transactionalId, long producerId, int epoch) {

        Identity named(String other) {
            return new Identity(other, producerId, epoch);
        }

        Identity of(long other) {
            return new Identity(transactionalId, other, epoch);
        }

        Identity inEpoch(int other) {
            return new Identity(transactionalId, producerId, other);
        }
    }

    Scene scene() {
        return scene;
    }

    /** What it was told when it was last initialized; before that a producer that nobody knows. */
    Identity me() {
        return me;
    }

    String topic() {
        if (topic.isEmpty()) {
            topic = scene.topic(2);
        }
        return topic;
    }

    String group() {
        if (group.isEmpty()) {
            group = scene.group();
        }
        return group;
    }

    /** Initialized, once more if it was. */
    Transactor ready() {
        AtomicReference<Answer> told = new AtomicReference<>(scene.call(initRequest(r -> r), INIT_VERSION));
        // There may have to be producer ids first.
        Scene.until(() -> {
            boolean isTooEarly = told.get().errorCodes().contains(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
            if (isTooEarly) {
                told.set(scene.call(initRequest(r -> r), INIT_VERSION));
            }
            return !isTooEarly;
        });
        Answer answer = told.get();
        assertThat(answer.text()).isEqualTo("NONE");
        me = new Identity(id, (long) answer.values("producer_id").getFirst(), (short)
                answer.values("producer_epoch").getFirst());
        return this;
    }

    /** In a transaction with partition 0 of its topic. */
    Transactor begun() {
        ready();
        assertThat(add(VERSION, me, partitions(topic(), 0))).isEqualTo("NONE");
        return this;
    }

    /** In a transaction with its group's offsets. */
    Transactor withOffsets() {
        ready();
        assertThat(addOffsets(VERSION, me)).isEqualTo("NONE");
        return this;
    }

    /** With a record in partition 0 of its topic, in a transaction. */
    Transactor written() {
        begun();
        ByteBuffer record = RecordBatchBuilder.plain()
                .producer(new ProducerSequence(me.producerId, (short) me.epoch, 0))
                .transactional()
                .append(Batches.TIME_MS, Batches.text("key"), Batches.text("value"))
                .build();
        ProduceRequest request = Scene.produceRequest(topic(), 0, record).toBuilder()
                .transactionalId(id)
                .build();
        assertThat(scene.call(request, 9).text()).isEqualTo("NONE");
        return this;
    }

    /** Its transaction is committed, and all who took part know. */
    Transactor committed() {
        assertThat(end(VERSION, me, true)).startsWith("NONE");
        // Asked again, that is confirmed once it is complete.
        assertThat(end(VERSION, me, true)).startsWith("NONE");
        return this;
    }

    String init(int version, UnaryOperator<InitProducerIdRequest.Builder> change) {
        return scene.call(initRequest(change), version).text("producer_epoch");
    }

    private InitProducerIdRequest initRequest(UnaryOperator<InitProducerIdRequest.Builder> change) {
        return change.apply(InitProducerIdRequest.builder()
                        .transactionalId(id)
                        .transactionTimeoutMs(TIMEOUT_MS)
                        .producerId(-1)
                        .producerEpoch((short) -1))
                .build();
    }

    /** AddPartitionsToTxn as producers send it, up to version 3. */
    String add(int version, Identity who, AddPartitionsToTxnTopic... topics) {
        AddPartitionsToTxnRequest request = AddPartitionsToTxnRequest.builder()
                .v3AndBelowTransactionalId(who.transactionalId)
                .v3AndBelowProducerId(who.producerId)
                .v3AndBelowProducerEpoch((short) who.epoch)
                .v3AndBelowTopics(List.of(topics))
                .build();
        return sorted(scene.call(request, version).errorCodes());
    }

    /** AddPartitionsToTxn as brokers send it, from version 4 on; the errors of partitions. */
    String addAll(int version, AddPartitionsToTxnTransaction... transactions) {
        AddPartitionsToTxnRequest request = AddPartitionsToTxnRequest.builder()
                .transactions(List.of(transactions))
                .build();
        List<ErrorCode> codes = scene.call(request, version).errorCodes();
        assertThat(codes).startsWith(ErrorCode.NONE);
        return sorted(codes.subList(1, codes.size()));
    }

    String addOffsets(int version, Identity who) {
        AddOffsetsToTxnRequest request = AddOffsetsToTxnRequest.builder()
                .transactionalId(who.transactionalId)
                .producerId(who.producerId)
                .producerEpoch((short) who.epoch)
                .groupId(group())
                .build();
        return scene.call(request, version).text();
    }

    /** EndTxn, sent again for as long as the transaction before is being ended. */
    String end(int version, Identity who, boolean isCommit) {
        EndTxnRequest request = EndTxnRequest.builder()
                .transactionalId(who.transactionalId)
                .producerId(who.producerId)
                .producerEpoch((short) who.epoch)
                .committed(isCommit)
                .build();
        return settled(() -> version < 5
                ? scene.call(request, version).text()
                : scene.call(request, version).text("producer_epoch"));
    }

    /** What is answered once no transaction is being ended any more. */
    static String settled(Supplier<String> request) {
        AtomicReference<String> answer = new AtomicReference<>("");
        Scene.until(() -> {
            answer.set(request.get());
            return !answer.get().startsWith(ErrorCode.CONCURRENT_TRANSACTIONS.name());
        });
        return answer.get();
    }

    static AddPartitionsToTxnTopic partitions(String topic, Integer... indexes) {
        return AddPartitionsToTxnTopic.builder()
                .name(topic)
                .partitions(Arrays.asList(indexes))
                .build();
    }

    static AddPartitionsToTxnTransaction transaction(
            Identity who, boolean verifyOnly, AddPartitionsToTxnTopic... topics) {
        return AddPartitionsToTxnTransaction.builder()
                .transactionalId(who.transactionalId)
                .producerId(who.producerId)
                .producerEpoch((short) who.epoch)
                .verifyOnly(verifyOnly)
                .topics(List.of(topics))
                .build();
    }

    /** In an order of their own: Kafka answers for partitions in no order. */
    static String sorted(List<ErrorCode> codes) {
        return codes.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    }
}

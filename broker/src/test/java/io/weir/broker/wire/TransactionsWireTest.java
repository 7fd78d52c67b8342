package io.weir.broker.wire;

import static io.weir.broker.wire.Transactor.partitions;
import static io.weir.broker.wire.Transactor.settled;
import static io.weir.broker.wire.Transactor.transaction;

import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How a transaction gets its producer and its partitions: in every version, and by whom not. */
@Execution(ExecutionMode.CONCURRENT)
class TransactionsWireTest extends TransactionTable {

    private static final String OFFSETS = "__consumer_offsets";

    @Override
    List<Row> rows() {
        return Stream.of(
                        versions(0, 5, TransactionsWireTest::inits),
                        versions(3, 5, TransactionsWireTest::resumptions),
                        twoPhases().stream(),
                        versions(0, 3, TransactionsWireTest::additions),
                        versions(4, 5, TransactionsWireTest::additionsByBrokers),
                        versions(4, 5, TransactionsWireTest::verifications),
                        versions(0, 4, TransactionsWireTest::groups))
                .flatMap(rows -> rows)
                .toList();
    }

    private static List<Row> inits(int version) {
        String what = "init v" + version;
        return List.of(
                producer(what, p -> p.init(version, r -> r), "NONE producer_epoch=0"),
                producer(
                        what + ": twice",
                        p -> p.init(version, r -> r) + "; " + p.init(version, r -> r),
                        "NONE producer_epoch=0; NONE producer_epoch=1"),
                producer(
                        what + ": an empty transactional id",
                        p -> p.init(version, r -> r.transactionalId("")),
                        "INVALID_REQUEST producer_epoch=-1"),
                producer(
                        what + ": no time",
                        p -> p.init(version, r -> r.transactionTimeoutMs(0)),
                        "INVALID_TRANSACTION_TIMEOUT producer_epoch=-1"),
                producer(
                        what + ": a negative time",
                        p -> p.init(version, r -> r.transactionTimeoutMs(-1)),
                        "INVALID_TRANSACTION_TIMEOUT producer_epoch=-1"),
                producer(
                        what + ": the longest time",
                        p -> p.init(version, r -> r.transactionTimeoutMs(900_000)),
                        "NONE producer_epoch=0"),
                producer(
                        what + ": longer than the longest time",
                        p -> p.init(version, r -> r.transactionTimeoutMs(900_001)),
                        "INVALID_TRANSACTION_TIMEOUT producer_epoch=-1"),
                // The epoch that fences the open transaction is never told.
                producer(
                        what + ": a transaction is open",
                        p -> p.begun().init(version, r -> r) + "; " + settled(() -> p.init(version, r -> r)),
                        "CONCURRENT_TRANSACTIONS producer_epoch=-1; NONE producer_epoch=2"));
    }

    /** Producers that say who they were (KIP-360). */
    private static List<Row> resumptions(int version) {
        String what = "init v" + version;
        String fenced = fenced(version, 4) + " producer_epoch=-1";
        return List.of(
                producer(what + ": as it is", p -> resume(p.ready(), version, 0), "NONE producer_epoch=1"),
                producer(
                        what + ": as it was, not having heard the answer",
                        p -> resume(p.ready(), version, 0) + "; " + resume(p, version, 0),
                        "NONE producer_epoch=1; NONE producer_epoch=1"),
                producer(
                        what + ": as it was before somebody else came",
                        p -> {
                            long id = p.ready().me().producerId();
                            return resume(p.ready(), id, version, 0);
                        },
                        fenced),
                producer(what + ": in an epoch to come", p -> resume(p.ready(), version, 9), fenced),
                producer(
                        what + ": with another producer id",
                        p -> resume(p.ready(), p.me().producerId() + 1, version, 0),
                        fenced),
                producer(
                        what + ": an identity for an id nobody has used",
                        p -> resume(p, 7, version, 3),
                        "NONE producer_epoch=0"),
                producer(
                        what + ": a producer id without an epoch",
                        p -> resume(p.ready(), version, -1),
                        "INVALID_REQUEST producer_epoch=-1"),
                producer(
                        what + ": an epoch without a producer id",
                        p -> resume(p.ready(), -1, version, 0),
                        "INVALID_REQUEST producer_epoch=-1"),
                // The epoch is looked at when it is to grow, and here the transaction is aborted first.
                producer(
                        what + ": a transaction is open, in an epoch to come",
                        p -> resume(p.begun(), version, 9),
                        "CONCURRENT_TRANSACTIONS producer_epoch=-1"),
                producer(
                        what + ": a transaction is open, with another producer id",
                        p -> resume(p.begun(), p.me().producerId() + 1, version, 0),
                        fenced));
    }

    private static String resume(Transactor producer, int version, int epoch) {
        return resume(producer, producer.me().producerId(), version, epoch);
    }

    private static String resume(Transactor producer, long producerId, int version, int epoch) {
        return producer.init(version, r -> r.producerId(producerId).producerEpoch((short) epoch));
    }

    /** Version 6 has the fields of two-phase commit (KIP-939), and is not served as long as Kafka calls it unstable. */
    private static List<Row> twoPhases() {
        return List.of(
                producer("init v6", p -> p.init(6, r -> r), "closed"),
                producer("init v6: two phases", p -> p.init(6, r -> r.enable2Pc(true)), "closed"),
                producer("init v6: what is prepared", p -> p.init(6, r -> r.keepPreparedTxn(true)), "closed"));
    }

    private static List<Row> additions(int version) {
        String what = "add v" + version;
        return Stream.concat(
                        strangers(what, (p, who) -> p.add(version, who, partitions(p.topic(), 0)), fenced(version, 2)),
                        Stream.of(
                                producer(
                                        what,
                                        p -> p.ready().add(version, p.me(), partitions(p.topic(), 0, 1)),
                                        "NONE, NONE"),
                                producer(
                                        what + ": what is part of it",
                                        p -> p.begun().add(version, p.me(), partitions(p.topic(), 0)),
                                        "NONE"),
                                producer(
                                        what + ": after the end",
                                        p -> p.begun().committed().add(version, p.me(), partitions(p.topic(), 0)),
                                        "NONE"),
                                producer(
                                        what + ": nothing, which begins a transaction",
                                        p -> p.ready().add(version, p.me()) + "; " + p.end(3, p.me(), true),
                                        "; NONE"),
                                producer(
                                        what + ": an unknown topic",
                                        p -> p.ready().add(version, p.me(), partitions(Scene.unusedName(), 0)),
                                        "UNKNOWN_TOPIC_OR_PARTITION"),
                                producer(
                                        what + ": unknown ones among known ones, and none is added",
                                        p -> p.ready().add(version, p.me(), partitions(p.topic(), 0, 1, 2)) + "; "
                                                + p.end(3, p.me(), true),
                                        "OPERATION_NOT_ATTEMPTED, OPERATION_NOT_ATTEMPTED, UNKNOWN_TOPIC_OR_PARTITION;"
                                                + " INVALID_TXN_STATE"),
                                producer(
                                        what + ": a negative partition",
                                        p -> p.ready().add(version, p.me(), partitions(p.topic(), -1)),
                                        "UNKNOWN_TOPIC_OR_PARTITION"),
                                producer(
                                        what + ": an unknown topic, of an unknown transactional id",
                                        p -> p.add(version, p.me(), partitions(Scene.unusedName(), 0)),
                                        "UNKNOWN_TOPIC_OR_PARTITION"),
                                producer(
                                        what + ": an internal topic",
                                        p -> {
                                            p.group();
                                            return p.ready()
                                                    .add(
                                                            version,
                                                            p.me(),
                                                            partitions(OFFSETS, 0),
                                                            partitions(p.topic(), 0));
                                        },
                                        "OPERATION_NOT_ATTEMPTED, TOPIC_AUTHORIZATION_FAILED")))
                .toList();
    }

    private static List<Row> additionsByBrokers(int version) {
        String what = "add v" + version;
        return Stream.concat(
                        strangers(
                                what,
                                (p, who) -> p.addAll(version, transaction(who, false, partitions(p.topic(), 0))),
                                ErrorCode.PRODUCER_FENCED),
                        Stream.of(
                                producer(
                                        what,
                                        p -> p.ready()
                                                .addAll(version, transaction(p.me(), false, partitions(p.topic(), 0))),
                                        "NONE"),
                                producer(
                                        what + ": unknown ones among known ones",
                                        p -> p.ready()
                                                .addAll(
                                                        version,
                                                        transaction(p.me(), false, partitions(p.topic(), 0, 7))),
                                        "OPERATION_NOT_ATTEMPTED, UNKNOWN_TOPIC_OR_PARTITION"),
                                producer(
                                        what + ": a partition of groups",
                                        p -> {
                                            p.group();
                                            return p.ready()
                                                    .addAll(
                                                            version,
                                                            transaction(p.me(), false, partitions(OFFSETS, 0)));
                                        },
                                        "NONE"),
                                producer(
                                        what + ": several transactions",
                                        p -> {
                                            Transactor other = new Transactor(p.scene());
                                            return p.ready()
                                                    .addAll(
                                                            version,
                                                            transaction(other.me(), false, partitions(p.topic(), 1)),
                                                            transaction(p.me(), false, partitions(p.topic(), 0)));
                                        },
                                        "INVALID_PRODUCER_ID_MAPPING, NONE"),
                                producer(
                                        what + ": one to add to, one to verify",
                                        p -> {
                                            Transactor other = new Transactor(p.scene()).ready();
                                            return p.ready()
                                                    .addAll(
                                                            version,
                                                            transaction(other.me(), true, partitions(p.topic(), 1)),
                                                            transaction(p.me(), false, partitions(p.topic(), 0)));
                                        },
                                        "NONE, TRANSACTION_ABORTABLE")))
                .toList();
    }

    private static List<Row> verifications(int version) {
        String what = "verify v" + version;
        return Stream.concat(
                        strangers(
                                what,
                                (p, who) -> p.addAll(version, transaction(who, true, partitions(p.topic(), 0))),
                                ErrorCode.PRODUCER_FENCED),
                        Stream.of(
                                producer(
                                        what + ": one that is part of it and one that is not",
                                        p -> p.begun()
                                                .addAll(
                                                        version,
                                                        transaction(p.me(), true, partitions(p.topic(), 0, 1))),
                                        "NONE, TRANSACTION_ABORTABLE"),
                                producer(
                                        what + ": nothing has begun",
                                        p -> p.ready()
                                                .addAll(version, transaction(p.me(), true, partitions(p.topic(), 0))),
                                        "TRANSACTION_ABORTABLE"),
                                producer(
                                        what + ": after the end",
                                        p -> p.begun()
                                                .committed()
                                                .addAll(version, transaction(p.me(), true, partitions(p.topic(), 0))),
                                        "TRANSACTION_ABORTABLE"),
                                producer(
                                        what + ": unknown ones among known ones",
                                        p -> p.begun()
                                                .addAll(
                                                        version,
                                                        transaction(p.me(), true, partitions(p.topic(), 0, 7))),
                                        "OPERATION_NOT_ATTEMPTED, UNKNOWN_TOPIC_OR_PARTITION")))
                .toList();
    }

    private static List<Row> groups(int version) {
        String what = "add offsets v" + version;
        return Stream.concat(
                        strangers(what, (p, who) -> p.addOffsets(version, who), fenced(version, 2)),
                        Stream.of(
                                producer(what, p -> p.ready().addOffsets(version, p.me()), "NONE"),
                                producer(what + ": twice", p -> p.withOffsets().addOffsets(version, p.me()), "NONE"),
                                producer(
                                        what + ": and end it",
                                        p -> p.ready().addOffsets(version, p.me()) + "; " + p.end(3, p.me(), true),
                                        "NONE; NONE")))
                .toList();
    }
}

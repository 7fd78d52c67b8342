package io.weir.broker.wire;

import io.weir.broker.wire.Transactor.Identity;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table about transactional producers, and what all their requests have in common. */
abstract class TransactionTable extends WireTable {

    /** One request of a producer that says it is somebody. */
    interface Ask {
        String as(Transactor producer, Identity who);
    }

    static Row producer(String name, Function<Transactor, String> steps, String expected) {
        return row(name, scene -> steps.apply(new Transactor(scene)), expected);
    }

    static Stream<Row> versions(int first, int last, IntFunction<List<Row>> rows) {
        return IntStream.rangeClosed(first, last).mapToObj(rows).flatMap(List::stream);
    }

    /** The error for a producer that is fenced: clients of old know PRODUCER_FENCED in no request. */
    static ErrorCode fenced(int version, int firstThatKnows) {
        return version < firstThatKnows ? ErrorCode.INVALID_PRODUCER_EPOCH : ErrorCode.PRODUCER_FENCED;
    }

    /** Everybody who is not the producer. */
    static Stream<Row> strangers(String what, Ask ask, ErrorCode fenced) {
        return Stream.of(
                producer(
                        what + ": a transactional id nobody has used",
                        p -> ask.as(p, p.me()),
                        "INVALID_PRODUCER_ID_MAPPING"),
                producer(
                        what + ": another producer id",
                        p -> ask.as(p.ready(), p.me().of(p.me().producerId() + 1)),
                        "INVALID_PRODUCER_ID_MAPPING"),
                producer(
                        what + ": another producer id and another epoch",
                        p -> ask.as(p.ready(), new Identity(p.me().transactionalId(), 1L << 40, 7)),
                        "INVALID_PRODUCER_ID_MAPPING"),
                producer(what + ": an older epoch", p -> ask.as(p.ready().ready(), p.me().inEpoch(0)), fenced.name()),
                producer(what + ": an epoch to come", p -> ask.as(p.ready(), p.me().inEpoch(1)), fenced.name()),
                producer(what + ": a negative epoch", p -> ask.as(p.ready(), p.me().inEpoch(-1)), fenced.name()),
                producer(
                        what + ": an empty transactional id",
                        p -> ask.as(p.ready(), p.me().named("")),
                        "INVALID_REQUEST"));
    }
}

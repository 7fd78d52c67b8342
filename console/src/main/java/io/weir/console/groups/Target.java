package io.weir.console.groups;

import io.weir.console.http.Body;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.OffsetSpec;

/** Where offsets are to be set to. */
sealed interface Target {

    /** The oldest record kept. */
    record Earliest() implements Target {}

    /** After the newest record. */
    record Latest() implements Target {}

    /** This offset. */
    record At(long offset) implements Target {}

    /** So many records on from where the group is; back, when negative. */
    record By(long records) implements Target {}

    /** The first record that is not older, in ms since 1970. */
    record Since(long timeMs) implements Target {}

    /** An offset, and why it is not what was asked for. */
    record Resolved(long offset, Optional<String> note) {}

    static Target of(Body body) {
        String to = body.requiredText("to");
        return switch (to) {
            case "earliest" -> new Earliest();
            case "latest" -> new Latest();
            case "offset" -> new At(value(body));
            case "shift" -> new By(value(body));
            case "time" -> new Since(value(body));
            default -> throw body.wrong("to", "one of earliest, latest, offset, time, shift");
        };
    }

    private static long value(Body body) {
        return body.number("value").orElseThrow(() -> body.wrong("value", "a whole number"));
    }

    /** What brokers are asked for besides where partitions begin and end. */
    default Optional<OffsetSpec> question() {
        return this instanceof Since(long timeMs) ? Optional.of(OffsetSpec.forTimestamp(timeMs)) : Optional.empty();
    }

    /**
     * The offset to set.
     *
     * @param atTime the answer to the question, empty when all records are older
     */
    default Resolved resolve(OptionalLong current, long first, long end, OptionalLong atTime) {
        return switch (this) {
            case Earliest() -> new Resolved(first, Optional.empty());
            case Latest() -> new Resolved(end, Optional.empty());
            case At(long offset) -> within(offset, first, end, Optional.empty());
            case By(long records) ->
                within(
                        moved(current.orElse(first), records),
                        first,
                        end,
                        current.isPresent()
                                ? Optional.empty()
                                : Optional.of("nothing was committed: counted from the first record"));
            case Since(long _) ->
                atTime.isPresent()
                        ? within(atTime.getAsLong(), first, end, Optional.empty())
                        : new Resolved(end, Optional.of("all records are older: the end is taken"));
        };
    }

    /** However many records somebody types. */
    private static long moved(long offset, long records) {
        long sum = offset + records;
        return records > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static Resolved within(long wanted, long first, long end, Optional<String> note) {
        if (wanted < first) {
            return new Resolved(first, Optional.of("before the first record: that is taken"));
        }
        return wanted > end
                ? new Resolved(end, Optional.of("after the last record: the end is taken"))
                : new Resolved(wanted, note);
    }
}

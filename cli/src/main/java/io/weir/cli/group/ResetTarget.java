package io.weir.cli.group;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Instants;
import java.time.ZoneId;

/** Where offsets are to be moved to. */
sealed interface ResetTarget {

    /** The oldest record kept. */
    record Earliest() implements ResetTarget {}

    /** After the newest record. */
    record Latest() implements ResetTarget {}

    /** This offset; the nearest there is in partitions that do not have it. */
    record At(long offset) implements ResetTarget {}

    /** So many records on from where the group is; back, when negative. */
    record By(long records) implements ResetTarget {}

    /** The first record that is not older. */
    record Since(long timestampMs) implements ResetTarget {}

    /**
     * Reads {@code earliest}, {@code latest}, an offset, or with a sign a number of records on or back.
     *
     * @throws CliException when it is none of these
     */
    static ResetTarget parse(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        try {
            long number = Long.parseLong(text);
            return text.startsWith("-") || text.startsWith("+") ? new By(number) : new At(number);
        } catch (NumberFormatException e) {
            throw CliException.usage(
                    "'" + text + "' is no place to go to; write an offset, +5 or -5 for five records on"
                            + " or back, earliest or latest");
        }
    }

    static ResetTarget parseTime(String text) {
        return new Since(Instants.parseMs(text, ZoneId.systemDefault()));
    }

    /**
     * The offset to commit.
     *
     * @param current what is committed, or {@link GroupView#UNKNOWN}
     * @param atTime the first offset not older than the time, or {@link GroupView#UNKNOWN} when all are older
     */
    default long resolve(long current, long first, long end, long atTime) {
        long wanted = switch (this) {
            case Earliest() -> first;
            case Latest() -> end;
            case At(long offset) -> offset;
            case By(long records) -> moved(current == GroupView.UNKNOWN ? first : current, records);
            case Since(long _) -> atTime == GroupView.UNKNOWN ? end : atTime;
        };
        return Math.clamp(wanted, first, end);
    }

    /** However many records somebody types. */
    private static long moved(long offset, long records) {
        long sum = offset + records;
        return records > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
}

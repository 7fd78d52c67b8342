package io.weir.cli.terminal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** Points in time as people type them. */
public final class Instants {

    private Instants() {}

    /**
     * Milliseconds since 1970 (digits only), or an ISO-8601 date, or date and time; without an offset the time is that of
     * {@code zone}.
     *
     * @throws CliException when it is none of these
     */
    public static long parseMs(String text, ZoneId zone) {
        try {
            if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
                return Long.parseLong(text);
            }
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
            }
            boolean hasOffset =
                    text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
            return hasOffset
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            throw CliException.usage("'" + text + "' is no point in time; write milliseconds since 1970, or 2026-11-21,"
                    + " or 2026-11-21T09:30:00 (local time), or 2026-11-21T09:30:00Z");
        }
    }

    /** ISO-8601 in UTC, to the millisecond. */
    public static String format(long timestampMs) {
        return Instant.ofEpochMilli(timestampMs).toString();
    }
}

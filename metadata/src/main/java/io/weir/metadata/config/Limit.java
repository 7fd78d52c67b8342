package io.weir.metadata.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value of the right type must still satisfy. */
@FunctionalInterface
public interface Limit {

    /** Every value of the type will do. */
    Limit NONE = value -> Optional.empty();

    /** A list in which nothing stands twice. */
    Limit DISTINCT = value -> {
        List<?> list = (List<?>) value;
        return new HashSet<>(list).size() == list.size()
                ? Optional.empty()
                : Optional.of("an element may appear only once");
    };

    /** {@code partition:broker} pairs parted by commas, or a single asterisk for all (KIP-73). */
    Limit THROTTLED_REPLICAS = value -> {
        List<?> list = (List<?>) value;
        Pattern pair = Pattern.compile("[0-9]+:[0-9]+");
        boolean legal = list.equals(List.of("*"))
                || list.stream().allMatch(e -> pair.matcher(e.toString()).matches());
        return legal
                ? Optional.empty()
                : Optional.of("expected * or pairs like 0:1,1:2 (partition:broker, partition:broker)");
    };

    /** {@code latest}, {@code earliest}, or {@code by_duration:} and a positive ISO-8601 duration (KIP-1106). */
    Limit OFFSET_RESET = value -> {
        String text = value.toString();
        String prefix = "by_duration:";
        return text.equals("latest")
                        || text.equals("earliest")
                        || (text.startsWith(prefix) && isPositiveDuration(text.substring(prefix.length())))
                ? Optional.empty()
                : Optional.of("expected latest, earliest, or by_duration: and a duration such as PT1H");
    };

    /** A number above 0. */
    Limit POSITIVE =
            value -> ((Number) value).doubleValue() > 0 ? Optional.empty() : Optional.of("the value must be above 0");

    /** A part of a whole: above 0 and at most 1. */
    Limit SHARE = value -> ((Number) value).doubleValue() <= 1
            ? POSITIVE.problem(value)
            : Optional.of("the value must be no more than 1");

    /** Says what is wrong with a parsed value; empty when nothing is. */
    Optional<String> problem(Object value);

    /** A number of at least {@code min}. */
    static Limit atLeast(long min) {
        return value -> ((Number) value).doubleValue() >= min
                ? Optional.empty()
                : Optional.of("the value must be at least " + min);
    }

    /** A number from {@code min} to {@code max}, both included. */
    static Limit between(long min, long max) {
        Limit lower = atLeast(min);
        return value -> ((Number) value).doubleValue() <= max
                ? lower.problem(value)
                : Optional.of("the value must be no more than " + max);
    }

    /** Text that is one of these, case counts. */
    static Limit oneOf(String... allowed) {
        List<String> names = List.of(allowed);
        return value -> names.contains(value.toString())
                ? Optional.empty()
                : Optional.of("the value must be one of " + String.join(", ", names));
    }

    /** Text that is one of these, in any case. */
    static Limit oneOfAnyCase(String... allowed) {
        Limit exact = oneOf(allowed);
        return value -> exact.problem(value.toString().toUpperCase(Locale.ROOT));
    }

    /** A value there is no choice about, and why. */
    static Limit only(Object value, String because) {
        return asked ->
                asked.equals(value) ? Optional.empty() : Optional.of("the value must be " + value + ": " + because);
    }

    /** A list, possibly empty, in which each element is one of these and none stands twice. */
    static Limit listOf(String... allowed) {
        Limit element = oneOf(allowed);
        return value -> ((List<?>) value)
                .stream().flatMap(e -> element.problem(e).stream()).findFirst().or(() -> DISTINCT.problem(value));
    }

    /** As {@link #listOf}, with at least one element. */
    static Limit someOf(String... allowed) {
        Limit any = listOf(allowed);
        return value -> ((List<?>) value).isEmpty()
                ? Optional.of("at least one of " + String.join(", ", allowed) + " is needed")
                : any.problem(value);
    }

    /** This limit, or exactly this number. */
    default Limit or(long exception) {
        return value -> ((Number) value).longValue() == exception
                ? Optional.empty()
                : problem(value).map(problem -> problem + ", or " + exception);
    }

    private static boolean isPositiveDuration(String text) {
        try {
            return Duration.parse(text).isPositive();
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

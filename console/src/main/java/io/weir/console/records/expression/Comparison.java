package io.weir.console.records.expression;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How two values are compared: numbers by size, texts by their characters, a number and a text that is one as numbers. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    boolean holds(@Nullable Object left, @Nullable Object right) {
        Integer order = order(left, right);
        boolean equal = order == null ? Objects.equals(left, right) : order == 0;
        return switch (this) {
            case EQUAL -> equal;
            case NOT_EQUAL -> !equal;
            case LESS -> order != null && order < 0;
            case AT_MOST -> order != null && order <= 0;
            case MORE -> order != null && order > 0;
            case AT_LEAST -> order != null && order >= 0;
        };
    }

    /** Null when the two have no order. */
    private static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Number || right instanceof Number) {
            Double a = number(left);
            Double b = number(right);
            return a == null || b == null ? null : Double.compare(a, b);
        }
        return null;
    }

    private static @Nullable Double number(@Nullable Object value) {
        try {
            return switch (value) {
                case Number number -> number.doubleValue();
                case String text -> Double.valueOf(text);
                case null, default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

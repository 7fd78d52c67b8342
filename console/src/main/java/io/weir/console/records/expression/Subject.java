package io.weir.console.records.expression;

import org.jspecify.annotations.Nullable;

/** What an expression is tried on. */
public interface Subject {

    /** The text, number or truth value by a name such as {@code key} or {@code offset}; null when it has none. */
    @Nullable
    Object value(String name);

    /** The text of the last header of that name; null when it has none. */
    @Nullable
    Object header(String name);

    /** The JSON that a text of this subject is, as Map, List, String, Long, Double or Boolean; null when it is none. */
    @Nullable
    Object json(String text);
}

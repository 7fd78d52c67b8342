package io.weir.console.records.expression;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of an expression. What is not there is null, and null is neither less nor more than anything. */
sealed interface Node {

    @Nullable
    Object of(Subject subject);

    default boolean holds(Subject subject) {
        return Boolean.TRUE.equals(of(subject));
    }

    record Literal(@Nullable Object value) implements Node {
        @Override
        public @Nullable Object of(Subject subject) {
            return value;
        }
    }

    /** {@code key}, {@code offset} and the like. */
    record Name(String name) implements Node {
        @Override
        public @Nullable Object of(Subject subject) {
            return subject.value(name);
        }
    }

    record Header(String name) implements Node {
        @Override
        public @Nullable Object of(Subject subject) {
            return subject.header(name);
        }
    }

    /** A member of an object, by its name, or an element of an array, by its index. */
    record Member(Node owner, Object step) implements Node {
        @Override
        public @Nullable Object of(Subject subject) {
            Object value = owner.of(subject);
            Object tree = value instanceof String text && !(owner instanceof Member) ? subject.json(text) : value;
            return switch (tree) {
                case Map<?, ?> object when step instanceof String -> object.get(step);
                case List<?> array when step instanceof Integer index -> index < array.size() ? array.get(index) : null;
                case null, default -> null;
            };
        }
    }

    record Not(Node inner) implements Node {
        @Override
        public Object of(Subject subject) {
            return !inner.holds(subject);
        }
    }

    record And(Node left, Node right) implements Node {
        @Override
        public Object of(Subject subject) {
            return left.holds(subject) && right.holds(subject);
        }
    }

    record Or(Node left, Node right) implements Node {
        @Override
        public Object of(Subject subject) {
            return left.holds(subject) || right.holds(subject);
        }
    }

    record Compare(Node left, Comparison comparison, Node right) implements Node {
        @Override
        public Object of(Subject subject) {
            return comparison.holds(left.of(subject), right.of(subject));
        }
    }

    /** A regular expression found within; linear in time whatever is written. */
    record Matches(Node left, Pattern pattern) implements Node {
        @Override
        public Object of(Subject subject) {
            Object value = left.of(subject);
            return value != null && pattern.matcher(value.toString()).find();
        }
    }
}

package io.weir.protocol.generator.spec;

import java.util.Locale;

/** The type of a field: a scalar, a struct of the same message, or a list of either. */
public sealed interface FieldType {

    /** Reads a type as specs write it: {@code "int32"}, {@code "Topic"}, {@code "[]Topic"}. */
    static FieldType parse(String text) {
        if (text.startsWith("[]")) {
            return new ListOf(parse(text.substring(2)));
        }
        if (!text.isEmpty() && Character.isUpperCase(text.charAt(0))) {
            return new Struct(text);
        }
        return Scalar.parse(text);
    }

    /** A list; lists of lists do not exist in the wire format. */
    record ListOf(FieldType element) implements FieldType {
        public ListOf {
            if (element instanceof ListOf) {
                throw new SpecException("A list of lists is not possible");
            }
        }
    }

    /** A struct by its name. */
    record Struct(String name) implements FieldType {}

    /** The types the wire format has by itself. */
    enum Scalar implements FieldType {
        BOOL,
        INT8,
        INT16,
        UINT16,
        INT32,
        UINT32,
        INT64,
        FLOAT64,
        STRING,
        UUID,
        BYTES,
        RECORDS;

        static Scalar parse(String text) {
            for (Scalar scalar : values()) {
                if (scalar.specName().equals(text)) {
                    return scalar;
                }
            }
            throw new SpecException("No such type: '" + text + "'");
        }

        /** The name in specs. */
        public String specName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** True for the types of variable length, which alone can be null. */
        public boolean canBeNull() {
            return this == STRING || this == BYTES || this == RECORDS;
        }
    }

    /** True when a value of this type can be null on the wire. */
    default boolean isNullable() {
        return !(this instanceof Scalar scalar) || scalar.canBeNull();
    }
}

package io.weir.protocol.generator.spec;

import java.util.OptionalInt;

/** One field of a struct; {@code name} is the spec's, beginning with a capital. */
public record FieldSpec(
        String name, FieldType type, String about, FieldVersions versions, OptionalInt tag, FieldDefault defaultValue) {

    public FieldSpec {
        if (!versions.nullable().isEmpty() && !type.isNullable()) {
            throw new SpecException(name + " cannot be null: its type has no null on the wire");
        }
        if (defaultValue.isNull()
                && versions.nullable().isEmpty()
                && !versions.present().isEmpty()) {
            throw new SpecException(name + " has the default null, but may never be null");
        }
        if (tag.isPresent() && type == FieldType.Scalar.RECORDS) {
            throw new SpecException(name + " is tagged, which records cannot be");
        }
    }
}

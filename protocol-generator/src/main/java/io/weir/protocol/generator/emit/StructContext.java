package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldSpec;
import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.StructSpec;
import java.util.List;

/** A struct on its way to becoming a record, with the message it belongs to. */
record StructContext(StructSpec struct, MessageSpec message) {

    String name() {
        return struct.name();
    }

    boolean isRoot() {
        return name().equals(message.name());
    }

    List<FieldCode> fields() {
        return struct.fields().stream().map(this::code).toList();
    }

    List<FieldCode> taggedFields() {
        return struct.taggedFields().stream().map(this::code).toList();
    }

    List<FieldCode> untaggedFields() {
        return fields().stream().filter(field -> field.spec().tag().isEmpty()).toList();
    }

    /** Whether the version has compact encodings and tags. */
    VersionTest flexible() {
        return new VersionTest(message.versions().flexible(), message.versions().valid());
    }

    /** The name of a field for error messages. */
    String label(FieldCode field) {
        return name() + "." + field.name();
    }

    private FieldCode code(FieldSpec field) {
        return new FieldCode(field, message.versions());
    }
}

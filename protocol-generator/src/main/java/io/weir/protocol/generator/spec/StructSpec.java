package io.weir.protocol.generator.spec;

import java.util.List;

/** A struct, which is a message itself or a part of one; its fields in the order of the spec. */
public record StructSpec(String name, String about, List<FieldSpec> fields) {

    public StructSpec {
        fields = List.copyOf(fields);
        for (int tag = 0; tag < taggedFields(fields).size(); tag++) {
            if (taggedFields(fields).get(tag).tag().getAsInt() != tag) {
                throw new SpecException(name + ": tags must be given in order, from 0, without holes");
            }
        }
    }

    /** The fields with a tag, in the order of their tags. */
    public List<FieldSpec> taggedFields() {
        return taggedFields(fields);
    }

    private static List<FieldSpec> taggedFields(List<FieldSpec> fields) {
        return fields.stream().filter(field -> field.tag().isPresent()).toList();
    }
}

package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldDefault;

/** The code for ids: objects of a fixed size that are never null. */
record UuidCode() implements TypeCode {

    @Override
    public String javaType() {
        return "Uuid";
    }

    @Override
    public String read(String label, String flexible) {
        return "in.uuid()";
    }

    @Override
    public String readNullable(String label, String flexible) {
        throw new IllegalStateException("An id is never null");
    }

    @Override
    public String write(String value, String flexible) {
        return "out.uuid(" + value + ");";
    }

    @Override
    public String elementReader(String label, String flexible) {
        return "(r, _) -> r.uuid()";
    }

    @Override
    public String writeList(String list, String flexible) {
        return "out.list(" + list + ", " + flexible + ", MessageWriter::uuid);";
    }

    @Override
    public String defaultValue(FieldDefault spec, boolean nullable) {
        return "Uuid.ZERO";
    }

    @Override
    public String isDefault(String value, FieldDefault spec, boolean nullable) {
        return value + ".isZero()";
    }
}

package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldDefault;

/** The code for structs, which carry a byte before them where they may be null. */
record StructCode(String javaType) implements TypeCode {

    @Override
    public String read(String label, String flexible) {
        return javaType + ".read(in, version)";
    }

    @Override
    public String readNullable(String label, String flexible) {
        return "(in.structFollows() ? " + read(label, flexible) + " : null)";
    }

    @Override
    public String write(String value, String flexible) {
        return value + ".write(out, version);";
    }

    @Override
    public String writeNullable(String value, String flexible) {
        return "out.nullableStruct(" + value + ", version);";
    }

    @Override
    public String elementReader(String label, String flexible) {
        return javaType + "::read";
    }

    @Override
    public String writeList(String list, String flexible) {
        return "out.structs(" + list + ", " + flexible + ", version);";
    }

    @Override
    public String defaultValue(FieldDefault spec, boolean nullable) {
        return spec.isNull() ? "null" : javaType + ".DEFAULTS";
    }

    @Override
    public String isDefault(String value, FieldDefault spec, boolean nullable) {
        return spec.isNull() ? value + " == null" : javaType + ".DEFAULTS.equals(" + value + ")";
    }
}

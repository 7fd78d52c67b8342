package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldDefault;

/** The code for lists. Builders copy them, so that a record never changes; what is read is unmodifiable anyway. */
record ListCode(TypeCode element) implements TypeCode {

    @Override
    public String javaType() {
        return "List<" + element.boxedType() + ">";
    }

    @Override
    public String read(String label, String flexible) {
        return call("list", label, flexible);
    }

    @Override
    public String readNullable(String label, String flexible) {
        return call("nullableList", label, flexible);
    }

    @Override
    public String write(String value, String flexible) {
        return element.writeList(value, flexible);
    }

    @Override
    public String elementReader(String label, String flexible) {
        throw new IllegalStateException("There are no lists of lists");
    }

    @Override
    public String writeList(String list, String flexible) {
        throw new IllegalStateException("There are no lists of lists");
    }

    @Override
    public String defaultValue(FieldDefault spec, boolean nullable) {
        return spec.isNull() ? "null" : "List.of()";
    }

    @Override
    public String isDefault(String value, FieldDefault spec, boolean nullable) {
        if (spec.isNull()) {
            return value + " == null";
        }
        return (nullable ? value + " != null && " : "") + value + ".isEmpty()";
    }

    @Override
    public String kept(String value, boolean nullable) {
        String copy = "List.copyOf(" + value + ")";
        return nullable ? value + " == null ? null : " + copy : copy;
    }

    private String call(String method, String label, String flexible) {
        return "in.%s(%s, %s, version, %s)"
                .formatted(method, Names.literal(label), flexible, element.elementReader(label, flexible));
    }
}

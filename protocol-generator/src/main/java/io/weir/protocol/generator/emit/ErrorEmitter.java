package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldSpec;
import io.weir.protocol.generator.spec.FieldType;
import io.weir.protocol.generator.spec.StructSpec;
import java.util.List;

/** The method by which a response tells all error codes in it, however deep: nothing is made for it. */
final class ErrorEmitter {

    private final StructContext context;
    private final SourceText source;

    ErrorEmitter(StructContext context, SourceText source) {
        this.context = context;
        this.source = source;
    }

    /** Emits nothing for a struct without error codes. */
    void emit() {
        if (!hasErrors(context.struct())) {
            return;
        }
        source.blank();
        if (context.isRoot()) {
            source.line("@Override");
        }
        source.line("%svoid errorCodes(java.util.function.IntConsumer codes) {"
                .formatted(context.isRoot() ? "public " : ""));
        context.fields().forEach(this::emitField);
        source.line("}");
    }

    private void emitField(FieldCode field) {
        String name = field.name();
        if (isErrorCode(field.spec())) {
            source.line("codes.accept(" + name + ");");
            return;
        }
        if (!leadsToErrors(field.spec().type())) {
            return;
        }
        boolean nullable = !field.spec().versions().nullable().isEmpty();
        if (nullable) {
            source.line("if (" + name + " != null) {");
        }
        if (field.spec().type() instanceof FieldType.ListOf) {
            source.line("for (int i = 0; i < " + name + ".size(); i++) {");
            source.line(name + ".get(i).errorCodes(codes);");
            source.line("}");
        } else {
            source.line(name + ".errorCodes(codes);");
        }
        if (nullable) {
            source.line("}");
        }
    }

    private boolean hasErrors(StructSpec struct) {
        return struct.fields().stream().anyMatch(field -> isErrorCode(field) || leadsToErrors(field.type()));
    }

    private boolean leadsToErrors(FieldType type) {
        FieldType one = type instanceof FieldType.ListOf list ? list.element() : type;
        return one instanceof FieldType.Struct struct && hasErrors(struct(struct.name()));
    }

    private StructSpec struct(String name) {
        List<StructSpec> all = context.message().structs();
        return all.stream()
                .filter(struct -> struct.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isErrorCode(FieldSpec field) {
        return field.type() == FieldType.Scalar.INT16 && field.name().endsWith("ErrorCode");
    }
}

package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldSpec;
import io.weir.protocol.generator.spec.FieldType;
import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.VersionRange;

/** One field of a struct as generated code sees it. */
record FieldCode(FieldSpec spec, MessageSpec.Versions message) {

    /** The name of the component, the builder's method and the local variables. */
    String name() {
        return Names.component(spec.name());
    }

    TypeCode type() {
        return TypeCode.of(spec.type());
    }

    boolean isNullable() {
        return !spec.versions().nullable().isEmpty() || defaultValue().equals("null");
    }

    /** The type with its nullness, for a component, a parameter or a variable. */
    String declaredType() {
        return isNullable() ? "@Nullable " + type().javaType() : type().javaType();
    }

    String defaultValue() {
        return type().defaultValue(spec.defaultValue(), hasNull());
    }

    String isDefault(String value) {
        return type().isDefault(value, spec.defaultValue(), hasNull());
    }

    VersionTest present() {
        return new VersionTest(spec.versions().present(), message.valid());
    }

    /** Whether null is allowed, asked where the field is known to be present. */
    VersionTest nullable() {
        return new VersionTest(spec.versions().nullable(), spec.versions().present());
    }

    /** The expression that reads the field in a version that has it. */
    String read() {
        String label = name();
        if (!hasNull()) {
            return type().read(label, flexible());
        }
        return nullable().choose(type().readNullable(label, flexible()), type().read(label, flexible()));
    }

    /** The statements that write the field in a version that has it. */
    void write(SourceText source, String value, String label) {
        if (!hasNull()) {
            source.line(type().write(value, flexible()));
            return;
        }
        if (!nullable().isAlways()) {
            source.line("UnsupportedFieldException.requirePresent(%s != null || %s, %s, version);"
                    .formatted(value, nullable().expression(), Names.literal(label)));
        }
        if (nullable().isAlways() || !(spec.type() instanceof FieldType.Struct)) {
            source.line(type().writeNullable(value, flexible()));
        } else {
            source.line("if (" + nullable().expression() + ") {");
            source.line(type().writeNullable(value, flexible()));
            source.line("} else {");
            source.line(type().write(value, flexible()));
            source.line("}");
        }
    }

    /** Whether this field is encoded compactly: a literal, or the variable when it depends on the version. */
    private String flexible() {
        VersionRange compact = spec.versions().flexible();
        VersionTest test = new VersionTest(compact, spec.versions().present());
        return test.isAlways() || test.isNever() ? test.expression() : Names.FLEXIBLE;
    }

    private boolean hasNull() {
        return !spec.versions().nullable().isEmpty();
    }
}

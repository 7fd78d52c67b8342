package io.weir.protocol.generator.emit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The builder of a record: mutable, fluent, holding the defaults of the spec. */
final class BuilderEmitter {

    private static final String UNKNOWN_TAGS_TYPE = "List<RawTaggedField>";

    private final StructContext context;
    private final SourceText source;

    BuilderEmitter(StructContext context, SourceText source) {
        this.context = context;
        this.source = source;
    }

    void emit() {
        source.line("public static Builder builder() {")
                .line("return new Builder();")
                .line("}");
        source.blank();
        emitToBuilder();
        source.blank();
        source.line("/** Collects the values of a {@link " + context.name()
                + "}; what is not set keeps the spec's default. */");
        source.line("public static final class Builder {");
        for (FieldCode field : context.fields()) {
            source.line("private " + field.declaredType() + " " + field.name() + " = " + field.defaultValue() + ";");
        }
        source.line("private " + UNKNOWN_TAGS_TYPE + " unknownTaggedFields = List.of();");
        source.blank();
        source.line("private Builder() {}");
        for (FieldCode field : context.fields()) {
            emitSetter(field.declaredType(), field.name(), field.type().kept(field.name(), field.isNullable()));
        }
        emitSetter(UNKNOWN_TAGS_TYPE, Names.UNKNOWN_TAGS, "List.copyOf(unknownTaggedFields)");
        emitBuild();
        source.line("}");
    }

    private void emitToBuilder() {
        source.line("/** A builder that holds the values of this record. */");
        source.line("public Builder toBuilder() {");
        source.line("Builder builder = new Builder();");
        components().forEach(name -> source.line("builder." + name + " = this." + name + ";"));
        source.line("return builder;").line("}");
    }

    private void emitSetter(String type, String name, String kept) {
        source.blank();
        source.line("public Builder " + name + "(" + type + " " + name + ") {");
        source.line("this." + name + " = " + kept + ";");
        source.line("return this;").line("}");
    }

    private void emitBuild() {
        source.blank();
        source.line("public " + context.name() + " build() {");
        source.line("return new " + context.name() + "(" + components().collect(Collectors.joining(", ")) + ");");
        source.line("}");
    }

    private Stream<String> components() {
        return Stream.concat(context.fields().stream().map(FieldCode::name), Stream.of(Names.UNKNOWN_TAGS));
    }
}

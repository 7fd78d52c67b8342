package io.weir.protocol.generator.emit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code write} of a record. By Kafka's rule a field that the version lacks must have its default, unless the spec
 * calls it ignorable.
 */
final class WriteEmitter {

    private final StructContext context;
    private final SourceText source;

    WriteEmitter(StructContext context, SourceText source) {
        this.context = context;
        this.source = source;
    }

    void emit() {
        source.line("@Override");
        source.line("public void write(MessageWriter out, int version) {");
        MethodStart.emit(context, source);
        context.untaggedFields().forEach(this::emitField);
        context.taggedFields().forEach(this::emitAbsence);
        emitTags();
        source.line("}");
    }

    private void emitField(FieldCode field) {
        VersionTest present = field.present();
        if (present.isAlways()) {
            writeValue(field);
        } else if (present.isNever()) {
            emitAbsence(field);
        } else {
            source.line("if (" + present.expression() + ") {");
            writeValue(field);
            source.line("}");
            emitAbsence(field);
        }
    }

    private void writeValue(FieldCode field) {
        field.write(source, Names.member(field.name()), context.label(field));
    }

    private void emitAbsence(FieldCode field) {
        VersionTest present = field.present();
        if (present.isAlways() || field.spec().defaultValue().ignorable()) {
            return;
        }
        String isDefault = field.isDefault(Names.member(field.name()));
        String allowed = present.isNever() ? isDefault : present.expression() + " || " + isDefault;
        source.line("UnsupportedFieldException.requireDefault(%s, %s, version);"
                .formatted(allowed, Names.literal(context.label(field))));
    }

    private void emitTags() {
        VersionTest flexible = context.flexible();
        if (!flexible.isAlways()) {
            source.line("UnsupportedFieldException.requireDefault(%sunknownTaggedFields.isEmpty(), %s, version);"
                    .formatted(
                            flexible.isNever() ? "" : "flexible || ",
                            Names.literal(context.name() + "." + Names.UNKNOWN_TAGS)));
        }
        if (flexible.isNever()) {
            return;
        }
        if (!flexible.isAlways()) {
            source.line("if (flexible) {");
        }
        emitTagSection(context.taggedFields());
        if (!flexible.isAlways()) {
            source.line("}");
        }
    }

    private void emitTagSection(List<FieldCode> tagged) {
        for (FieldCode field : tagged) {
            VersionTest present = new VersionTest(
                    field.spec().versions().present(), context.flexible().range());
            String differs = "!(" + field.isDefault(Names.member(field.name())) + ")";
            source.line("boolean " + flag(field) + " = "
                    + (present.isAlways() ? differs : present.expression() + " && " + differs) + ";");
        }
        String count = tagged.isEmpty()
                ? "0"
                : tagged.stream().map(field -> "(" + flag(field) + " ? 1 : 0)").collect(Collectors.joining(" + "));
        source.line("out.tagCount(" + count + ", unknownTaggedFields);");
        for (FieldCode field : tagged) {
            source.line("if (" + flag(field) + ") {");
            source.line("int mark = out.beginTag(" + field.spec().tag().getAsInt() + ");");
            writeValue(field);
            source.line("out.endTag(mark);");
            source.line("}");
        }
        source.line("out.rawTags(unknownTaggedFields, " + tagged.size() + ");");
    }

    private static String flag(FieldCode field) {
        return "has" + field.spec().name();
    }
}

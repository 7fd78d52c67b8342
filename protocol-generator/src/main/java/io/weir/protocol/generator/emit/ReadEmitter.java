package io.weir.protocol.generator.emit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The static {@code read} of a record: a local variable for every field, then the constructor. */
final class ReadEmitter {

    private final StructContext context;
    private final SourceText source;

    ReadEmitter(StructContext context, SourceText source) {
        this.context = context;
        this.source = source;
    }

    void emit() {
        source.line("public static " + context.name() + " read(MessageReader in, int version) {");
        MethodStart.emit(context, source);
        for (FieldCode field : context.untaggedFields()) {
            declare(field, field.present().choose(field.read(), field.defaultValue()));
        }
        for (FieldCode field : context.taggedFields()) {
            declare(field, field.defaultValue());
        }
        emitTags();
        String arguments = Stream.concat(
                        context.fields().stream().map(field -> Names.local(field.name())),
                        Stream.of(Names.UNKNOWN_TAGS))
                .collect(Collectors.joining(", "));
        source.line("return new " + context.name() + "(" + arguments + ");");
        source.line("}");
    }

    private void declare(FieldCode field, String value) {
        source.line(field.declaredType() + " " + Names.local(field.name()) + " = " + value + ";");
    }

    private void emitTags() {
        if (context.taggedFields().isEmpty()) {
            source.line("List<RawTaggedField> unknownTaggedFields = "
                    + context.flexible().choose("in.rawTags()", "List.of()") + ";");
            return;
        }
        source.line("List<RawTaggedField> unknownTaggedFields = List.of();");
        source.line("if (" + context.flexible().expression() + ") {");
        source.line("TagReader tags = in.tags();");
        source.line("while (tags.next()) {");
        source.line("switch (tags.tag()) {");
        for (FieldCode field : context.taggedFields()) {
            emitTag(field);
        }
        source.line("default -> tags.keep();");
        source.line("}");
        source.line("}");
        source.line("unknownTaggedFields = tags.unknown();");
        source.line("}");
    }

    private void emitTag(FieldCode field) {
        VersionTest present = new VersionTest(
                field.spec().versions().present(), context.flexible().range());
        source.line("case " + field.spec().tag().getAsInt() + " -> {");
        if (!present.isAlways()) {
            source.line("if (!(" + present.expression() + ")) {");
            source.line("throw tags.unexpected(version);");
            source.line("}");
        }
        source.line(Names.local(field.name()) + " = " + field.read() + ";");
        source.line("}");
    }
}

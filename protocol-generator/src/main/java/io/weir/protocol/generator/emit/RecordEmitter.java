package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.FieldType;
import io.weir.protocol.generator.spec.MessageKind;
import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.StructSpec;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A whole record; the message's one holds the records of all its structs. */
final class RecordEmitter {

    private final StructContext context;
    private final SourceText source;
    private final boolean apiKeys;

    RecordEmitter(StructContext context, SourceText source, boolean apiKeys) {
        this.context = context;
        this.source = source;
        this.apiKeys = apiKeys;
    }

    void emit() {
        emitDoc();
        emitHead();
        if (context.isRoot()) {
            emitConstants();
        }
        if (isDefaultNeeded()) {
            source.line("/** The struct as it is when nothing is set. */");
            source.line("public static final " + context.name() + " DEFAULTS = builder().build();")
                    .blank();
        }
        new ReadEmitter(context, source).emit();
        source.blank();
        new WriteEmitter(context, source).emit();
        if (apiKeys && context.message().kind() == MessageKind.RESPONSE) {
            new ErrorEmitter(context, source).emit();
        }
        source.blank();
        new BuilderEmitter(context, source).emit();
        if (context.isRoot()) {
            emitNested();
        }
        source.line("}");
    }

    private void emitDoc() {
        source.line("/**");
        source.line(" * "
                + (context.isRoot()
                        ? describe(context.message())
                        : Javadoc.text(context.struct().about(), "A part of the message.")));
        source.line(" *");
        for (FieldCode field : context.fields()) {
            source.line(" * @param " + field.name() + " "
                    + Javadoc.text(field.spec().about(), "see the spec"));
        }
        source.line(" * @param unknownTaggedFields tagged fields that the spec does not know, tags rising");
        source.line(" */");
    }

    private void emitHead() {
        if (context.isRoot()) {
            source.line("@NullMarked");
            source.line("@Generated(\"io.weir.protocol.generator\")");
        }
        String components = context.fields().stream()
                .map(field -> field.declaredType() + " " + field.name() + ", ")
                .collect(Collectors.joining());
        source.line("public record %s(%sList<RawTaggedField> unknownTaggedFields) implements %s {"
                .formatted(context.name(), components, supertype()));
    }

    private void emitConstants() {
        MessageSpec message = context.message();
        source.line("public static final int LOWEST_VERSION = "
                + message.versions().valid().lowest() + ";");
        source.line("public static final int HIGHEST_VERSION = "
                + message.versions().valid().highest() + ";");
        OptionalInt apiKey = message.apiKey();
        if (apiKey.isPresent() && supertype().equals("Message")) {
            source.line("/** The number of this type in its spec. */");
            source.line("public static final short API_KEY = " + apiKey.getAsInt() + ";");
        }
        source.blank();
        if (!supertype().equals("Message")) {
            source.line("@Override").line("public ApiKey apiKey() {");
            source.line("return ApiKey." + Names.constant(Api.name(message)) + ";")
                    .line("}");
            source.blank();
        }
    }

    private void emitNested() {
        for (StructSpec struct : context.message().structs()) {
            if (!struct.name().equals(context.message().name())) {
                source.blank();
                new RecordEmitter(new StructContext(struct, context.message()), source, apiKeys).emit();
            }
        }
    }

    /** A struct needs a constant for its default when some field holds one of it directly. */
    private boolean isDefaultNeeded() {
        return context.message().structs().stream()
                .flatMap(struct -> struct.fields().stream())
                .anyMatch(field -> field.type() instanceof FieldType.Struct struct
                        && struct.name().equals(context.name()));
    }

    private String supertype() {
        if (!apiKeys || !context.isRoot()) {
            return "Message";
        }
        return switch (context.message().kind()) {
            case REQUEST -> "RequestMessage";
            case RESPONSE -> "ResponseMessage";
            case HEADER, DATA -> "Message";
        };
    }

    private static String describe(MessageSpec message) {
        int lowest = message.versions().valid().lowest();
        int highest = message.versions().valid().highest();
        return "Versions " + lowest + " to " + highest + " of the message of this name.";
    }
}

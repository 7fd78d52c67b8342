package io.weir.protocol.generator.emit;

import java.util.List;
import java.util.regex.Pattern;

/** A complete source file: package, the imports its body needs, body. */
final class SourceFile {

    private static final List<String> IMPORTABLE = List.of(
            "io.weir.protocol.types.BufferPayload",
            "io.weir.protocol.types.Payload",
            "io.weir.protocol.types.Uuid",
            "io.weir.protocol.wire.Message",
            "io.weir.protocol.wire.MessageReader",
            "io.weir.protocol.wire.MessageWriter",
            "io.weir.protocol.wire.RawTaggedField",
            "io.weir.protocol.wire.SpecVersions",
            "io.weir.protocol.wire.TagReader",
            "io.weir.protocol.wire.UnsupportedFieldException",
            "java.nio.ByteBuffer",
            "java.util.List",
            "javax.annotation.processing.Generated",
            "org.jspecify.annotations.NullMarked",
            "org.jspecify.annotations.Nullable");

    private SourceFile() {}

    static String of(String packageName, String body) {
        StringBuilder file = new StringBuilder("package " + packageName + ";\n\n");
        for (String type : IMPORTABLE) {
            String simpleName = type.substring(type.lastIndexOf('.') + 1);
            if (Pattern.compile("\\b" + simpleName + "\\b").matcher(body).find()) {
                file.append("import ").append(type).append(";\n");
            }
        }
        return file.append('\n').append(body).toString();
    }
}

package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.MessageSpec;

/**
 * The source file of one message.
 *
 * @param packageName the package of the file
 * @param apiKeys true when requests and responses name their {@code ApiKey}, which is generated beside them
 */
public record MessageEmitter(String packageName, boolean apiKeys) {

    public String emit(MessageSpec message) {
        SourceText body = new SourceText();
        new RecordEmitter(new StructContext(message.root(), message), body, apiKeys).emit();
        return SourceFile.of(packageName, body.toString());
    }
}

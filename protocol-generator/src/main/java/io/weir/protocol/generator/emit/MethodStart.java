package io.weir.protocol.generator.emit;

/** What {@code read} and {@code write} begin with. */
final class MethodStart {

    private MethodStart() {}

    static void emit(StructContext context, SourceText source) {
        if (context.isRoot()) {
            source.line("SpecVersions.require(" + Names.literal(context.name())
                    + ", version, LOWEST_VERSION, HIGHEST_VERSION);");
        }
        VersionTest flexible = context.flexible();
        if (!flexible.isAlways() && !flexible.isNever()) {
            source.line("boolean flexible = " + flexible.expression() + ";");
        }
    }
}

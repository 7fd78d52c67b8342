package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.MessageSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The enum of all requests: their keys, their versions, the versions of their headers and how to read them. */
public final class ApiKeyEmitter {

    private final String packageName;

    public ApiKeyEmitter(String packageName) {
        this.packageName = packageName;
    }

    /** The source of the enum {@code ApiKey}. */
    public String emit(List<MessageSpec> messages) {
        List<Api> apis = Api.pair(messages);
        SourceText source = new SourceText();
        source.line("/** The requests of the protocol, by the key in their header. */");
        source.line("@NullMarked");
        source.line("@Generated(\"io.weir.protocol.generator\")");
        source.line("public enum ApiKey {");
        apis.forEach(api -> source.line(constant(api) + ","));
        source.line(";");
        ApiKeyTemplate.BEFORE_READ.lines().forEach(source::line);
        emitRead(source, apis, "Request");
        emitRead(source, apis, "Response");
        source.line("}");
        return SourceFile.of(packageName, source.toString());
    }

    private static String constant(Api api) {
        String listeners =
                api.request().listeners().stream().map(Names::literal).collect(Collectors.joining(", "));
        String type = api.request().name();
        String versions = "new Versions(%s.LOWEST_VERSION, %s.HIGHEST_VERSION, %s)"
                .formatted(type, type, api.request().versions().latestUnstable());
        return "%s(%d, %s, %s, %d, %d, List.of(%s))"
                .formatted(
                        Names.constant(api.name()),
                        api.key(),
                        Names.literal(api.name()),
                        versions,
                        api.firstFlexibleRequest(),
                        api.firstFlexibleResponse(),
                        listeners);
    }

    private static void emitRead(SourceText source, List<Api> apis, String kind) {
        source.blank();
        source.line("/** Reads the body of a %s; a version that the key has not is an IllegalArgumentException. */"
                .formatted(kind.toLowerCase(Locale.ROOT)));
        source.line("public %sMessage read%s(MessageReader in, int version) {".formatted(kind, kind));
        source.line("return switch (this) {");
        for (Api api : apis) {
            source.line("case %s -> %s%s.read(in, version);".formatted(Names.constant(api.name()), api.name(), kind));
        }
        source.line("};").line("}");
    }
}

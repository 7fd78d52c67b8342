package io.weir.protocol.generator.spec;

import java.util.List;
import java.util.OptionalInt;

/**
 * One message.
 *
 * @param apiKey the key of a request and its response, or the number of a stored record's type
 * @param structs the structs of the message; the first is the message itself
 */
public record MessageSpec(
        MessageKind kind, OptionalInt apiKey, Versions versions, List<String> listeners, List<StructSpec> structs) {

    /** The versions there are, those of them with compact encodings and tags, and whether the last may still change. */
    public record Versions(VersionRange valid, VersionRange flexible, boolean latestUnstable) {}

    public MessageSpec {
        listeners = List.copyOf(listeners);
        structs = List.copyOf(structs);
    }

    public StructSpec root() {
        return structs.get(0);
    }

    public String name() {
        return root().name();
    }
}

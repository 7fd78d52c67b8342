package io.weir.console.records;

import java.util.Optional;

/**
 * A key, value or header as the API gives it.
 *
 * @param size      of the whole part, in bytes
 * @param text      what is given, when it is UTF-8
 * @param base64    what is given, when it is not
 * @param truncated present and true when not all is given
 * @param raw       path of all the bytes
 */
record PartView(
        Kind kind,
        int size,
        Optional<String> text,
        Optional<String> base64,
        Optional<Boolean> truncated,
        Optional<String> raw,
        Optional<Avro> avro) {

    enum Kind {
        NULL,
        JSON,
        TEXT,
        BINARY,
        AVRO
    }

    static PartView nothing() {
        return new PartView(
                Kind.NULL, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

package io.weir.metadata.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a client metrics subscription can choose clients by (KIP-714). */
public enum ClientAttribute {
    CLIENT_INSTANCE_ID,
    CLIENT_ID,
    CLIENT_SOFTWARE_NAME,
    CLIENT_SOFTWARE_VERSION,
    CLIENT_SOURCE_ADDRESS,
    CLIENT_SOURCE_PORT;

    /** As it is written in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ClientAttribute> named(String word) {
        return Stream.of(values())
                .filter(attribute -> attribute.word().equals(word))
                .findFirst();
    }
}

package io.weir.protocol.generator.spec;

/** What a message is for. */
public enum MessageKind {
    REQUEST,
    RESPONSE,
    HEADER,
    /** A value stored or embedded somewhere: record keys and values, subscriptions, metadata records. */
    DATA;

    static MessageKind parse(String text) {
        return switch (text) {
            case "request" -> REQUEST;
            case "response" -> RESPONSE;
            case "header" -> HEADER;
            case "data", "metadata", "coordinator-key", "coordinator-value" -> DATA;
            default -> throw new SpecException("No such type of message: '" + text + "'");
        };
    }
}

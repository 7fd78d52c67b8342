package io.weir.broker.telemetry;

/** What a client says that it is (KIP-511), cut to 249 characters each: it is kept, and shown with each of its values. */
public record ClientSoftware(String name, String version) {

    private static final int MAX_LENGTH = 249;

    /** It says nothing. */
    public static final ClientSoftware UNKNOWN = new ClientSoftware("unknown", "unknown");

    public ClientSoftware {
        name = cut(name);
        version = cut(version);
    }

    /** So much of what a client says of itself as is kept. */
    static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}

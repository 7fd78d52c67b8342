package io.weir.broker.telemetry;

/** What a client says that it is (KIP-511). */
public record ClientSoftware(String name, String version) {

    /** It says nothing. */
    public static final ClientSoftware UNKNOWN = new ClientSoftware("unknown", "unknown");
}

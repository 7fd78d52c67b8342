package io.weir.protocol.wire;

/** The check every message makes before it reads or writes itself. */
public final class SpecVersions {

    private SpecVersions() {}

    /** Throws an {@link IllegalArgumentException} unless the spec has the version: callers choose it and know better. */
    public static void require(String message, int version, int lowest, int highest) {
        if (version < lowest || version > highest) {
            throw new IllegalArgumentException(
                    message + " has versions " + lowest + " to " + highest + ", not " + version);
        }
    }
}

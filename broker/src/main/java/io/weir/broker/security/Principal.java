package io.weir.broker.security;

/**
 * Who is asking.
 *
 * @param type kind of principal, {@code User} unless a plug-in says otherwise
 * @param name its name; {@code ANONYMOUS} on a listener without authentication
 */
public record Principal(String type, String name) {

    public static final Principal ANONYMOUS = new Principal("User", "ANONYMOUS");

    @Override
    public String toString() {
        return type + ":" + name;
    }
}

package io.weir.console.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask. A page of another origin may not, and neither may one whose host name was made to point here (DNS
 * rebinding): the Host of a request is an address, localhost, or a name that is configured.
 */
public final class Access {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+)(:\\d{1,5})?");
    private static final Pattern ADDRESS_4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String BEARER = "Bearer ";

    private final Set<String> names;
    private final Optional<String> token;

    /**
     * Lets in who knows.
     *
     * @param names hosts by which this broker may be called besides localhost and addresses, lower case
     * @param token what a request has to carry; empty when nothing
     */
    public Access(Set<String> names, Optional<String> token) {
        this.names = names;
        this.token = token;
    }

    public boolean isTokenRequired() {
        return token.isPresent();
    }

    /** Refuses requests that were sent by pages of other origins or to names that are not this broker's. */
    void checkOrigin(Request.Content content) {
        String host = content.header("Host").orElse("");
        if (!isOurs(host)) {
            throw ProblemException.of(
                    ProblemException.MISDIRECTED,
                    "Not this host",
                    "the request is for the host '" + host + "', by which this broker does not go; call it by its"
                            + " address or localhost, or name the host in weir.admin.hosts");
        }
        Optional<String> origin = content.header("Origin");
        if (origin.isPresent() && !isSame(origin.get(), host)) {
            throw foreign(origin.get());
        }
        String site = content.header("Sec-Fetch-Site").orElse("none");
        boolean isNavigation = content.header("Sec-Fetch-Mode").orElse("").equals("navigate");
        // Somebody who follows a link to the console comes from elsewhere, and reads nothing by it.
        if (!site.equals("none") && !site.equals("same-origin") && !isNavigation) {
            throw foreign(site);
        }
    }

    private static ProblemException foreign(String from) {
        return ProblemException.of(
                ProblemException.FORBIDDEN,
                "Foreign origin",
                "the request comes from a page of another origin ('" + from + "'), and only the console's own may ask");
    }

    private static boolean isSame(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    private boolean isOurs(String host) {
        var form = HOST.matcher(host);
        if (!form.matches()) {
            return false;
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        return name.startsWith("[")
                || name.equals("localhost")
                || names.contains(name)
                || ADDRESS_4.matcher(name).matches();
    }

    /** Whether a request carries the token, or need not. Takes as long for one that is nearly right as for any other. */
    boolean isAuthorized(Request.Content content) {
        if (token.isEmpty()) {
            return true;
        }
        String given = content.header("Authorization").orElse("");
        boolean isBearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        byte[] said = (isBearer ? given.substring(BEARER.length()).strip() : "").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(said, token.get().getBytes(StandardCharsets.UTF_8));
    }

    static ProblemException unauthorized() {
        return ProblemException.of(
                        ProblemException.UNAUTHORIZED,
                        "Token required",
                        "this broker wants a token; send it as 'Authorization: Bearer TOKEN' (weir.admin.token or"
                                + " weir.admin.token.file in the broker's settings)")
                .with("WWW-Authenticate", "Bearer");
    }
}

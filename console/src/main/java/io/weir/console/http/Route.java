package io.weir.console.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests an endpoint answers.
 *
 * @param template a path in which {name} stands for one segment
 * @param isOpen   answers without a token too
 */
public record Route(String method, String template, boolean isOpen, Endpoint endpoint) {

    public static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, false, endpoint);
    }

    /** A GET that needs no token. */
    public static Route open(String template, Endpoint endpoint) {
        return new Route("GET", template, true, endpoint);
    }

    public static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, false, endpoint);
    }

    public static Route patch(String template, Endpoint endpoint) {
        return new Route("PATCH", template, false, endpoint);
    }

    public static Route delete(String template, Endpoint endpoint) {
        return new Route("DELETE", template, false, endpoint);
    }

    /** What the placeholders stand for in a path as it was sent, if the path is of this route. */
    Optional<Map<String, String>> match(List<String> rawSegments) {
        List<String> segments = segments(template);
        if (segments.size() != rawSegments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String expected = segments.get(i);
            String actual = decode(rawSegments.get(i));
            if (isPlaceholder(expected)) {
                names.put(expected.substring(1, expected.length() - 1), actual);
            } else if (!expected.equals(actual)) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    int placeholders() {
        return (int) segments(template).stream().filter(Route::isPlaceholder).count();
    }

    static List<String> segments(String path) {
        return new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith("{");
    }

    /** A plus sign is itself in a path. */
    private static String decode(String segment) {
        try {
            return segment.indexOf('%') < 0
                    ? segment
                    : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    ProblemException.BAD_REQUEST, "Bad request", "the path is not percent-encoded as it should be");
        }
    }
}

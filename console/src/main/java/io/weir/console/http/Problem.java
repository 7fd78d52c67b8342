package io.weir.console.http;

import io.weir.console.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client is told when something cannot be done (RFC 9457).
 *
 * @param title     the kind of problem
 * @param detail    names the thing, the limit and the way out
 * @param code      the error code of Kafka's protocol, where there is one
 * @param parameter which parameter or field is wrong
 * @param position  where in it, from 0
 */
public record Problem(
        int status,
        String title,
        String detail,
        Optional<String> code,
        Optional<String> parameter,
        OptionalInt position) {

    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    Answer toAnswer(Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "application/problem+json");
        return new Answer.Whole(status, Map.copyOf(all), Json.bytes(withType()));
    }

    /** As it is written: about:blank says that the status tells the kind. */
    private Typed withType() {
        return new Typed("about:blank", title, status, detail, code, parameter, position);
    }

    @SuppressWarnings("UnusedVariable") // Its components are what is written.
    private record Typed(
            String type,
            String title,
            int status,
            String detail,
            Optional<String> code,
            Optional<String> parameter,
            OptionalInt position) {}
}

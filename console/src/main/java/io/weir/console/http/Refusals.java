package io.weir.console.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.weir.console.json.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server refuses before anybody sees the request, as a problem like any other. */
final class Refusals implements DirectHandler {

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        // What fails before there is a request is the fault of what was sent. The server logs a stack trace for any
        // other status.
        boolean isUnread = type == EventType.INTERNAL_ERROR && request.method().isEmpty();
        Status told = isUnread ? Status.BAD_REQUEST_400 : status;
        String reason = isUnread ? "it could not be read" : reason(type, message);
        Answer answer = Problem.of(told.code(), told.reasonPhrase(), "the request is refused: " + reason)
                .toAnswer(Map.of());
        byte[] body = answer instanceof Answer.Whole whole ? whole.body() : Json.bytes("");
        return TransportResponse.builder()
                .status(told)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .keepAlive(false)
                .entity(body)
                .build();
    }

    /** An inner failure is nobody's business outside. */
    private static String reason(EventType type, @Nullable String message) {
        return type == EventType.INTERNAL_ERROR || message == null || message.isBlank()
                ? type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : message;
    }
}

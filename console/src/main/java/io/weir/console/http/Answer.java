package io.weir.console.http;

import io.weir.console.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Answer {

    int OK = 200;
    int CREATED = 201;
    int NO_CONTENT = 204;

    int status();

    /** Headers besides those that every answer has. */
    Map<String, String> headers();

    /** An answer that is there as a whole. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    record Whole(int status, Map<String, String> headers, byte[] body) implements Answer {}

    /** An answer that is made while it is sent; the connection is closed after it. */
    record Streamed(int status, Map<String, String> headers, Writer writer) implements Answer {}

    /** Writes an answer; an IOException means that nobody reads it any more. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What is said in JSON, see {@link Json}. */
    static Answer json(Object body) {
        return json(OK, body);
    }

    static Answer json(int status, Object body) {
        return bytes(status, "application/json", Json.bytes(body));
    }

    static Answer nothing() {
        return new Whole(NO_CONTENT, Map.of(), new byte[0]);
    }

    static Answer text(String contentType, String text) {
        return bytes(OK, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer bytes(int status, String contentType, byte[] body) {
        return new Whole(status, Map.of("Content-Type", contentType), body);
    }
}

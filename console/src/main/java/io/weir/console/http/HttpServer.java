package io.weir.console.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** Helidon's server with our limits: the only class that knows whose server it is. */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_BODY_BYTES = 16 << 20;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_REQUESTS = 128;

    /**
     * How long is waited for clients.
     *
     * @param silence for the next byte, and for the next request
     * @param body    for all of a body
     */
    record Patience(Duration silence, Duration body) {

        static final Patience USUAL = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    /** What every answer has: nothing may be loaded from elsewhere, guessed, framed or kept. */
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final WebServer server;

    private HttpServer(WebServer server) {
        this.server = server;
    }

    /**
     * A server that answers when this returns.
     *
     * @throws RuntimeException when the address cannot be had
     */
    public static HttpServer start(InetSocketAddress address, Routes routes, Access access) {
        return start(address, routes, access, Patience.USUAL);
    }

    static HttpServer start(InetSocketAddress address, Routes routes, Access access, Patience patience) {
        Desk desk = new Desk(routes, access);
        WebServer server = WebServer.builder()
                .bindAddress(address)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ZERO)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADER_BYTES)
                        .maxPrologueLength(MAX_HEADER_BYTES)
                        .build())
                .maxPayloadSize(MAX_BODY_BYTES)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxConcurrentRequests(MAX_REQUESTS)
                .connectionOptions(connection -> connection.readTimeout(patience.silence()))
                .idleConnectionTimeout(patience.silence())
                .directHandlers(problems())
                .routing(routing -> routing.any((request, response) ->
                        handle(desk, request, response, new BoundedContent(request, MAX_BODY_BYTES, patience.body()))))
                .build()
                .start();
        return new HttpServer(server);
    }

    /** The port in use. */
    public int port() {
        return server.port();
    }

    /** Refusals of the server's own, in our form. */
    private static DirectHandlers problems() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new Refusals());
        }
        return handlers.build();
    }

    private static void handle(Desk desk, ServerRequest request, ServerResponse response, BoundedContent content) {
        Answer answer = desk.answer(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                content);
        // The server itself would wait for the rest of a body without a bound.
        boolean isOfUse = content.skip();
        response.status(Status.create(answer.status()));
        ALWAYS.forEach(response::header);
        if (!answer.headers().containsKey("Cache-Control")) {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
        }
        answer.headers().forEach(response::header);
        if (!isOfUse) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        switch (answer) {
            case Answer.Whole whole -> response.send(whole.body());
            case Answer.Streamed streamed -> stream(response, streamed);
        }
        if (!isOfUse) {
            throw new CloseConnectionException("The body was too much, or too slow");
        }
    }

    private static void stream(ServerResponse response, Answer.Streamed streamed) {
        try (OutputStream out = response.outputStream()) {
            streamed.writer().writeTo(out);
        } catch (IOException | UncheckedIOException e) {
            // Nobody reads any more: that is how most streams end.
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}

package io.weir.console.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
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
    private static final Duration SILENCE = Duration.ofSeconds(15);

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
    public static HttpServer start(InetSocketAddress address, Routes routes, Access access, Failures failures) {
        Desk desk = new Desk(routes, access, failures);
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
                .connectionOptions(connection -> connection.readTimeout(SILENCE))
                .idleConnectionTimeout(SILENCE)
                .directHandlers(problems())
                .routing(routing -> routing.any((request, response) -> handle(desk, request, response)))
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

    private static void handle(Desk desk, ServerRequest request, ServerResponse response) {
        BoundedContent content = new BoundedContent(request, MAX_BODY_BYTES);
        Answer answer = desk.answer(
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                request.prologue().query().rawValue(),
                content);
        response.status(Status.create(answer.status()));
        ALWAYS.forEach(response::header);
        if (!answer.headers().containsKey("Cache-Control")) {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
        }
        answer.headers().forEach(response::header);
        switch (answer) {
            case Answer.Whole whole -> response.send(whole.body());
            case Answer.Streamed streamed -> stream(response, streamed);
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

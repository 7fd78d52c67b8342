package io.weir.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Bodies that do not come, and requests that are none. */
final class HttpServerTest {

    private static final HttpServer.Patience SHORT =
            new HttpServer.Patience(Duration.ofSeconds(20), Duration.ofMillis(200));
    private static final String POST = "POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final int BETWEEN_BYTES_MS = 10;
    private static final int GIVE_UP_MS = 30_000;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.helidon");
    private HttpServer server;

    @BeforeEach
    void start() {
        logger.setLevel(Level.WARN);
        logger.addAppender(logged);
        logged.start();
        System.getLogger("io.helidon.webserver").log(System.Logger.Level.WARNING, "heard");
        assertThat(logged.list).as("what the server says is heard here").hasSize(1);
        logged.list.clear();
        Routes routes = new Routes(
                List.of(
                        Route.post("/length", request -> {
                            var _ = request.body();
                            return Answer.json(Map.of("read", true));
                        }),
                        Route.get("/deaf", _ -> Answer.nothing())),
                _ -> Answer.nothing());
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                routes,
                new Access(Set.of(), Optional.empty()),
                SHORT);
    }

    @AfterEach
    void stop() {
        server.close();
        logger.detachAppender(logged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /length", "GET /deaf", "POST /nowhere"})
    void aBodyThatTricklesHoldsNothingUpForEver(String request) throws Exception {
        // when
        String answer = trickle(POST.replace("POST /length", request) + "Content-Length: 1000000\r\n\r\n");

        // then
        assertThat(answer).contains("Connection: close");
        if (request.equals("POST /length")) {
            assertThat(answer).startsWith("HTTP/1.1 408").contains("the body did not come within");
        }
    }

    @Test
    void aBodyInChunksIsRefusedBecauseNobodyCanSayWhenAChunkIsLate() throws Exception {
        // when
        String answer = trickle(POST + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n");

        // then
        assertThat(answer).startsWith("HTTP/1.1 411").contains("Content-Length").contains("Connection: close");
    }

    @Test
    void theNextRequestFollowsABodyThatNobodyAskedFor() throws Exception {
        // when
        String answers = send("GET /deaf HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
                + "POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\n{}");

        // then
        assertThat(answers).startsWith("HTTP/1.1 204").contains("HTTP/1.1 200").contains("\"read\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\u0003 whatever",
                "GET",
                "GET /",
                "GET  HTTP/1.1",
                "GET / HTTP/1.0",
                "GET / HTTP/9.9",
                "GET /%zz HTTP/1.1",
                "GET /[ HTTP/1.1",
                "GET /a b HTTP/1.1",
                "GET /?a=<b> HTTP/1.1",
                "GET / HTTP/1.1\r\nHost",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many",
                "GET / HTTP/1.1\r\nHost: localhost\r\nBad name: 1",
                "GET / HTTP/1.1\r\nHost: localhost:port",
                "POST /length HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: magic\r\nContent-Length: 2"
            })
    void whatIsNoRequestIsRefusedAndNobodyIsTold(String request) throws Exception {
        // when
        String answer = send(request + "\r\n\r\n");

        // then
        assertThat(answer).doesNotStartWith("HTTP/1.1 500").doesNotContain("Exception");
        assertThat(logged.list).isEmpty();
    }

    private String send(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Who has answered may take no more; the answer is still there to be read. */
    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            // The next read tells.
        }
    }

    /** Sends a byte now and then until the server has enough of it; what it said. */
    private String trickle(String head) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] read = new byte[4096];
        long giveUpNanos = System.nanoTime() + Duration.ofMillis(GIVE_UP_MS).toNanos();
        try (Socket socket = connect()) {
            socket.setSoTimeout(BETWEEN_BYTES_MS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            while (System.nanoTime() < giveUpNanos) {
                try {
                    int count = socket.getInputStream().read(read);
                    if (count < 0) {
                        return answer.toString();
                    }
                    answer.append(new String(read, 0, count, StandardCharsets.UTF_8));
                } catch (SocketTimeoutException e) {
                    drip(socket);
                }
            }
        } catch (SocketException e) {
            return answer.toString();
        }
        throw new AssertionError("the connection is still open after " + GIVE_UP_MS + " ms; it said: " + answer);
    }

    private Socket connect() throws IOException {
        return connect(server);
    }

    private static Socket connect(HttpServer to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        socket.setSoTimeout(GIVE_UP_MS);
        return socket;
    }
}

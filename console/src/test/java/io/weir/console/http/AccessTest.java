package io.weir.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what becomes of requests that nobody should send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {

    private LiveConsole console;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console =
                LiveConsole.start(folder, Map.of("weir.admin.token", "s3cret", "weir.admin.hosts", "Weir.Example.com"));
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT", "weir.example.com", "192.168.7.1:80"})
    void servesUnderItsOwnNames(String host) throws Exception {
        assertThat(live(host, "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:PORT", "127.0.0.1.evil.example", "localhost.evil.example", "a b"})
    void refusesNamesThatPointHereByATrick(String host) throws Exception {
        assertThat(live(host, "")).matches("(?s)HTTP/1.1 4(00|21) .*").contains("application/problem+json");
    }

    @Test
    void refusesPagesOfOtherOrigins() throws Exception {
        String ours = "127.0.0.1:" + console.port();

        assertThat(live(ours, "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403");
        assertThat(live(ours, "Origin: null\r\n")).startsWith("HTTP/1.1 403");
        assertThat(live(ours, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(live(ours, "Sec-Fetch-Site: same-site\r\n")).startsWith("HTTP/1.1 403");
        assertThat(live(ours, "Origin: http://" + ours + "\r\nSec-Fetch-Site: same-origin\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(live(ours, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer s3cre", "Bearer s3cret1", "Basic s3cret", "s3cret"})
    void wantsTheToken(String authorization) throws Exception {
        // when
        HttpResponse<byte[]> response =
                console.send(console.to("/api/v1/topics").header("Authorization", authorization));

        // then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
        assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("weir.admin.token")
                .doesNotContain("s3cret");
    }

    @Test
    void saysWhatEveryAnswerMustSay() throws Exception {
        HttpResponse<byte[]> response = console.get("/health/live");

        assertThat(response.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/topics", "/api/", "/health/../../etc/passwd", "/health/%2e%2e/x",
                        "/assets/../io/weir/cli/Weir.class",
                "/assets/%2e%2e%2findex.html", "/assets/..%5c..%5cx", "/metrics/x", "/api/v1/topics/%zz",
                        "/assets/<script>"
            })
    void findsNothingWhereNothingIs(String path) throws Exception {
        String answer = console.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404) .*").contains("application/problem+json");
        assertThat(answer).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void refusesWhatIsTooMuch() throws Exception {
        String longPath = console.raw("GET /" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String longHeader =
                console.raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(40_000) + "\r\n\r\n");
        String longBody =
                console.raw("POST /api/v1/topics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer s3cret\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{");
        String noHttp = console.raw("\u0000\u0001\u0002\u0003 whatever\r\n\r\n");

        assertThat(longPath).startsWith("HTTP/1.1 4");
        assertThat(longHeader).startsWith("HTTP/1.1 4");
        assertThat(longBody).startsWith("HTTP/1.1 413");
        assertThat(noHttp).doesNotContain("200 OK").doesNotContain("Exception");
        assertThat(console.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void answersOtherMethodsWithTheRightOnes() throws Exception {
        HttpResponse<byte[]> response = console.send(
                console.to("/health/live").method("DELETE", java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET");
    }

    private String live(String host, String headers) throws Exception {
        return console.raw(
                "GET /health/live HTTP/1.1\r\nHost: " + host.replace("PORT", Integer.toString(console.port())) + "\r\n"
                        + headers + "Connection: close\r\n\r\n");
    }
}

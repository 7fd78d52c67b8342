package io.weir.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HealthTest {

    @TempDir
    private Path folder;

    @Test
    void aBrokerThatServesIsLiveAndReady() throws Exception {
        // given
        try (LiveConsole console = LiveConsole.start(folder, Map.of("weir.admin.token", "secret"))) {
            // when
            HttpResponse<byte[]> live = console.get("/health/live");
            HttpResponse<byte[]> ready = console.get("/health/ready");

            // then
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.headers().firstValue("content-type")).contains("application/json");
            assertThat(new String(live.body(), StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"live\"}");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(LiveConsole.json(ready)).isEqualTo(Map.of("status", "ready", "reasons", java.util.List.of()));
        }
    }
}

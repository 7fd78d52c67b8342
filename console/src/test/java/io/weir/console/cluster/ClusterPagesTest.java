package io.weir.console.cluster;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterPagesTest {

    @TempDir
    private Path folder;

    @Test
    void tellsOfTheClusterWhoeverHasTheToken() throws Exception {
        // given
        try (LiveConsole console =
                LiveConsole.start(folder, Map.of("weir.admin.token", "s3cret", "broker.rack", "r1"))) {
            // when
            Object stranger = console.json("/api/v1/session");
            Object friend = with(console, "/api/v1/session");
            Object overview = with(console, "/api/v1/cluster");
            Object brokers = with(console, "/api/v1/brokers");
            String document = new String(
                    console.send(console.to("/api/v1/openapi.yaml").header("Authorization", "Bearer s3cret"))
                            .body(),
                    StandardCharsets.UTF_8);

            // then
            assertThat(stranger)
                    .isEqualTo(Map.of("version", "development", "tokenRequired", true, "authorized", false));
            assertThat(at(friend, "authorized")).isEqualTo(true);
            assertThat(at(friend, "bootstrap")).isEqualTo(console.bootstrap());
            assertThat(at(overview, "answeredBy")).isEqualTo(1L);
            assertThat(at(overview, "controller")).isEqualTo(1L);
            assertThat(at(overview, "problems")).isEqualTo(List.of());
            assertThat(at(overview, "counts.offline")).isEqualTo(0L);
            assertThat(at(brokers, "items.0.state")).isEqualTo("up");
            assertThat(at(brokers, "items.0.rack")).isEqualTo("r1");
            assertThat(console.bootstrap()).endsWith(":" + at(brokers, "items.0.port"));
            assertThat(document).startsWith("openapi: 3.1.0");
        }
    }

    private static Object with(LiveConsole console, String path) throws Exception {
        return json(console.send(console.to(path).header("Authorization", "Bearer s3cret")));
    }
}

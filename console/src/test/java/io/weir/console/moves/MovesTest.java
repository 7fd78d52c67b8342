package io.weir.console.moves;

import static io.weir.console.LiveConsole.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovesTest {

    @TempDir
    private Path folder;

    @Test
    void aBrokerThatIsDrainedIsShownWithWhatIsStillOnIt() throws Exception {
        // given
        try (LiveConsole console = LiveConsole.start(folder, Map.of());
                Admin admin = console.admin()) {
            assertThat(console.send("POST", "/api/v1/topics", "{\"name\":\"orders\",\"partitions\":3}")
                            .statusCode())
                    .isEqualTo(201);
            Object before = console.json("/api/v1/cluster/moves");

            // when
            var _ = admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, "1"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("weir.drain", "true"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();

            // then
            assertThat(before).isEqualTo(Map.of("reassignments", List.of(), "drains", List.of()));
            assertThat(at(console.json("/api/v1/cluster/moves"), "drains"))
                    .isEqualTo(List.of(Map.of("broker", 1L, "replicas", 3L)));
            assertThat(at(console.json("/api/v1/brokers"), "items.0.state")).isEqualTo("draining");
            assertThat(console.json("/api/v1/cluster/plan"))
                    .as("there is nobody else to have it")
                    .isEqualTo(Map.of("total", 0L, "steps", List.of()));
        }
    }
}

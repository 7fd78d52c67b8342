package io.weir.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void needsNothing() {
        // when
        Map<String, String> properties = new ServeSettings(null, null, null, Map.of()).properties();

        // then
        assertThat(properties)
                .containsOnly(
                        Map.entry("listeners", "PLAINTEXT://127.0.0.1:9092"),
                        Map.entry(
                                "log.dirs",
                                Path.of("weir-data").toAbsolutePath().toString()));
    }

    @Test
    void ranksSetOverFlagsOverFileOverDefaults() throws IOException {
        // given
        Path file = Files.writeString(
                folder.resolve("server.properties"),
                "listeners=PLAINTEXT://127.0.0.1:1\nlog.dirs=/file\nnum.partitions=2\nlog.retention.hours=1 \n");

        // when
        Map<String, String> properties =
                new ServeSettings(19092, null, file, Map.of("num.partitions", "3")).properties();

        // then
        assertThat(properties)
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:19092")
                .containsEntry("log.dirs", "/file")
                .containsEntry("num.partitions", "3")
                .containsEntry("log.retention.hours", "1");
    }

    @Test
    void letsTheLaterLayerWinUnderEitherNameOfTheFolder() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("server.properties"), "log.dirs=/file\n");

        // when
        Map<String, String> properties = new ServeSettings(null, null, file, Map.of("log.dir", "/set")).properties();

        // then
        assertThat(properties).containsEntry("log.dir", "/set").doesNotContainKey("log.dirs");
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new ServeSettings(70_000, null, null, Map.of()).properties())
                .withMessageContaining("70000");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new ServeSettings(null, null, folder.resolve("none"), Map.of()).properties())
                .withMessageContaining("none")
                .withMessageContaining("no such file");
    }
}

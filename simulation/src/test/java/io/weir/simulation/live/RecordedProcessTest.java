package io.weir.simulation.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecordedProcessTest {

    private static final int LINES = 3_000;

    @TempDir
    private Path folder;

    /** More lines than a reader takes at once, by somebody who is slower than the kill. */
    @Test
    @Timeout(60)
    void noLineOfAKilledProcessIsLost() throws IOException, InterruptedException {
        Path written = folder.resolve("written");
        Process process =
                new ProcessBuilder("sh", "-c", "seq " + LINES + "; touch " + written + "; exec sleep 60").start();
        CompletableFuture<Process> end = process.onExit();
        List<String> lines = new ArrayList<>();
        RecordedProcess recorded = new RecordedProcess(process, line -> {
            end.join();
            lines.add(line);
        });
        while (Files.notExists(written)) {
            Thread.onSpinWait();
        }

        recorded.kill();

        assertThat(lines).hasSize(LINES);
        assertThat(lines.getLast()).isEqualTo(Integer.toString(LINES));
    }
}

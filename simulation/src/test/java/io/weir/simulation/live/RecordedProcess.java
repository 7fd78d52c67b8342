package io.weir.simulation.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A process whose lines are taken to the last one it wrote, whatever it ends by. */
final class RecordedProcess {

    private final Process process;
    private final Thread reader;

    RecordedProcess(Process process, Consumer<String> lines) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                in.lines().forEach(lines);
            } catch (IOException | UncheckedIOException e) {
                throw new IllegalStateException("lines of process " + process.pid() + " are lost", e);
            }
        });
    }

    /** As {@code kill -9}; all it has written is taken on return. */
    void kill() throws InterruptedException {
        // The process's own method would close the pipe, and with it lose what is still in there.
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Lets it come to its end. */
    void stop() throws InterruptedException, IOException {
        process.getOutputStream().close();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        process.waitFor();
        reader.join();
    }
}

package io.weir.simulation.live;

import io.weir.simulation.history.EntryText;
import io.weir.simulation.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A place for a client's process: whenever it is killed another one with the same name follows. */
final class ClientSlot {

    private final String bootstrap;
    private final String kind;
    private final String name;
    private final Random random;
    private final History history;
    private int life;
    private RecordedProcess process;

    /** Starts the first life. What the clients do goes into the history. */
    ClientSlot(String bootstrap, String kind, String name, Random random, History history) {
        this.bootstrap = bootstrap;
        this.kind = kind;
        this.name = name;
        this.random = random;
        this.history = history;
        this.process = launch();
    }

    /** As {@code kill -9}, and a new one. */
    void killAndFollow() throws InterruptedException {
        kill();
        life++;
        process = launch();
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    /** Lets it come to its end. */
    void stop() throws InterruptedException, IOException {
        process.stop();
    }

    private RecordedProcess launch() {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ClientMain.class.getName(),
                bootstrap,
                kind,
                name,
                Integer.toString(life),
                Long.toString(random.nextLong())));
        try {
            Process started =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new RecordedProcess(started, this::take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String line) {
        // The last line of one that was killed may be cut.
        if (line.endsWith(Recorder.END)) {
            history.add(EntryText.read(line.substring(0, line.length() - Recorder.END.length())));
        }
    }
}

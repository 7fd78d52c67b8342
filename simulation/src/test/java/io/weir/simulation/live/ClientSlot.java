package io.weir.simulation.live;

import io.weir.simulation.history.EntryText;
import io.weir.simulation.history.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private Process process;
    private Thread reader;

    /** Starts the first life. What the clients do goes into the history. */
    ClientSlot(String bootstrap, String kind, String name, Random random, History history) {
        this.bootstrap = bootstrap;
        this.kind = kind;
        this.name = name;
        this.random = random;
        this.history = history;
        this.process = launch();
        this.reader = read(process);
    }

    /** As {@code kill -9}, and a new one. */
    void killAndFollow() throws InterruptedException {
        kill();
        life++;
        process = launch();
        reader = read(process);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /** Lets it come to its end. */
    void stop() throws InterruptedException, IOException {
        process.getOutputStream().close();
        process.waitFor();
        reader.join();
    }

    private Process launch() {
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
            return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread read(Process of) {
        return Thread.ofPlatform().daemon().start(() -> {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(of.getInputStream(), StandardCharsets.UTF_8));
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    // The last line of one that was killed may be cut.
                    if (line.endsWith(Recorder.END)) {
                        history.add(EntryText.read(line.substring(0, line.length() - Recorder.END.length())));
                    }
                }
            } catch (IOException e) {
                // The pipe breaks when the process is killed.
            }
        });
    }
}

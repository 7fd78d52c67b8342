package io.weir.benchmarks.server;

import io.weir.benchmarks.machine.ProcessUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One broker process with a folder of its own, which is gone when this is closed. */
public final class Server implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final int STOP_PATIENCE_SECONDS = 120;
    private static final int PROBE_EVERY_MS = 2;

    private final Distribution distribution;
    private final Path folder;
    private final Seat seat;
    private Optional<Process> process = Optional.empty();

    private Server(Distribution distribution, Path folder, Seat seat) {
        this.distribution = distribution;
        this.folder = folder;
        this.seat = seat;
    }

    /** Sets a broker up in a new folder below the given one; it does not run yet. */
    public static Server prepare(Distribution distribution, Path parent) throws IOException {
        return prepare(distribution, parent, Seat.alone());
    }

    static Server prepare(Distribution distribution, Path parent, Seat seat) throws IOException {
        Path folder = Files.createTempDirectory(parent, distribution.name() + "-");
        Server server = new Server(distribution, folder, seat);
        distribution.prepare(folder, seat);
        return server;
    }

    /**
     * Starts the process and waits until it answers a request.
     *
     * @return the time from the one to the other
     */
    public Duration start() throws IOException {
        long start = System.nanoTime();
        launch();
        awaitAnswer();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Starts the process. */
    void launch() throws IOException {
        process = Optional.of(Processes.start(distribution.command(folder, seat), log()));
    }

    /** Waits until it answers a request. */
    void awaitAnswer() throws IOException {
        long start = System.nanoTime();
        while (!Probe.answers(seat.port())) {
            if (!running().isAlive() || System.nanoTime() - start > START_PATIENCE.toNanos()) {
                throw new IOException(distribution.name() + " does not start; it said:\n" + Files.readString(log()));
            }
            pause();
        }
    }

    /** Asks it to end in order, and waits for that. */
    public void stop() throws IOException {
        end(running().toHandle()::destroy);
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws IOException {
        end(running().toHandle()::destroyForcibly);
    }

    public Distribution distribution() {
        return distribution;
    }

    public String name() {
        return distribution.name();
    }

    public int port() {
        return seat.port();
    }

    /** For clients. */
    public String bootstrap() {
        return "127.0.0.1:" + seat.port();
    }

    public long pid() {
        return running().pid();
    }

    public ProcessUse use() {
        return new ProcessUse(pid());
    }

    /** Holds the partitions' folders. */
    public Path data() {
        return folder.resolve("data");
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroyForcibly);
        process.ifPresent(Server::awaitEnd);
        Folders.delete(folder);
    }

    private void end(Runnable signal) throws IOException {
        signal.run();
        if (!awaitEnd(running())) {
            throw new IOException(distribution.name() + " does not end within " + STOP_PATIENCE_SECONDS + " s");
        }
        process = Optional.empty();
    }

    private static boolean awaitEnd(Process process) {
        try {
            return process.waitFor(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process running() {
        return process.orElseThrow(() -> new IllegalStateException(distribution.name() + " does not run"));
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    private static void pause() {
        try {
            Thread.sleep(PROBE_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted while waiting for a broker", e));
        }
    }
}
